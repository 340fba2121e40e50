using System.Collections.Frozen;
using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Specs;

namespace SpinArch.Configuration;

/// <summary>
/// Every constant that some component needs, each with the unit it must be in; the values live in the technology files only.
/// </summary>
public static class TechnologyTable
{
    /// <summary>The constants, in the order of the components.</summary>
    public static ImmutableArray<TechnologyKey> All { get; } = [.. ComponentCatalog.All.SelectMany(component => component.Constants).Distinct()];

    private static FrozenDictionary<string, TechnologyKey> ByName { get; } = All.ToFrozenDictionary(row => row.Name,
        StringComparer.Ordinal);

    /// <summary>The row of this exact name, or null.</summary>
    public static TechnologyKey? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The components that need a constant.</summary>
    internal static IEnumerable<ListedComponent> OwnersOf(string name) =>
        ComponentCatalog.All.Where(component => component.Constants.Any(row => row.Name == name));
}
