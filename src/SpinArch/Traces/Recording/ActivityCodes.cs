using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Specs;

namespace SpinArch.Traces.Recording;

/// <summary>The numbers that a trace has for kinds of activity: their places in the list of names that its header holds.</summary>
public sealed class ActivityCodes
{
    private readonly byte[] _codes = new byte[ComponentCatalog.Activities.Length];

    /// <summary>The codes of some kinds.</summary>
    /// <param name="kinds">The kinds, at most 256.</param>
    public ActivityCodes(ImmutableArray<ActivityKind> kinds)
    {
        Kinds = kinds;
        for (int code = 0; code < kinds.Length; code++)
        {
            _codes[kinds[code].Number] = checked((byte)code);
        }
    }

    /// <summary>The kinds, by code.</summary>
    public ImmutableArray<ActivityKind> Kinds { get; }

    /// <summary>How many there are.</summary>
    public int Count => Kinds.Length;

    /// <summary>Those that a chip can report: of the components that its architecture lists.</summary>
    public static ActivityCodes Of(ArchitectureSpec spec) =>
        new([.. ComponentCatalog.Of(spec).SelectMany(component => component.Activities).Order()]);

    /// <summary>The kind of a name; null where no component of this version has it.</summary>
    public static ActivityKind? Find(string name) => ComponentCatalog.Activities.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The code of a kind.</summary>
    internal byte Of(ActivityKind kind) => _codes[kind.Number];

    /// <summary>The kind of a code.</summary>
    internal ActivityKind KindOf(byte code) => Kinds[code];
}
