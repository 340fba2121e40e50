using System.Collections.Frozen;
using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>Every key that some component brings; a key that is not here does not exist.</summary>
public static class KeyTable
{
    /// <summary>The keys, in the order of the components.</summary>
    public static ImmutableArray<ConfigurationKey> All { get; } = [.. ComponentCatalog.All.SelectMany(component => component.Keys).Distinct()];

    private static FrozenDictionary<string, ConfigurationKey> ByName { get; } = All.ToFrozenDictionary(key => key.Name,
        StringComparer.Ordinal);

    private static FrozenDictionary<string, ConfigurationKey> ByAnyCase { get; } = All.ToFrozenDictionary(key => key.Name,
        StringComparer.OrdinalIgnoreCase);

    private static FrozenDictionary<string, ListedComponent> Owners { get; } = ComponentCatalog.All
        .SelectMany(component => component.Keys, (component, key) => KeyValuePair.Create(key.Name, (ListedComponent)component))
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The key of this exact name, or null.</summary>
    public static ConfigurationKey? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The component that brings a key.</summary>
    internal static ListedComponent OwnerOf(string key) => Owners[key];

    /// <summary>
    /// The components that a key does not exist for want of: the one that brings it, or, where that is there, those that it needs.
    /// </summary>
    internal static IEnumerable<ListedComponent> OwnersOf(string key, IEnumerable<ListedComponent> listed) =>
        listed.Contains(Owners[key]) ? Find(key)!.ExistsWith.Select(name => (ListedComponent)ComponentCatalog.Find(name)!) : [Owners[key]];

    /// <summary>The key of this name in any case, or null: environment variables are often written in capitals.</summary>
    internal static ConfigurationKey? FindAnyCase(string name) => ByAnyCase.GetValueOrDefault(name);

    /// <summary>Whether some key begins with <paramref name="section"/> and a dot.</summary>
    internal static bool IsSection(string section) => All.Any(key => key.Name.StartsWith(section + ".", StringComparison.Ordinal));

    /// <summary>
    /// The time key that <paramref name="wrong"/> names with another unit or none, <c>columnReadUs</c> for <c>columnReadNs</c>; null when
    /// that is not the mistake.
    /// </summary>
    internal static ConfigurationKey? InItsUnit(string wrong) => NearestName.UnitSuffixes
        .Where(suffix => wrong.EndsWith(suffix, StringComparison.Ordinal))
        .Select(suffix => Find(wrong[..^suffix.Length] + "Ns"))
        .FirstOrDefault(key => key is not null);
}
