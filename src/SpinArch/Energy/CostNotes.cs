using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Costs;
using SpinArch.Specs;

namespace SpinArch.Energy;

/// <summary>
/// Says of a design which of its keys lie beyond the points that the technology's figures were published for, and by which law they are
/// charged, or that their cost is not modelled: what its components say of it (<see cref="CostPoint"/>).
/// </summary>
public static class CostNotes
{
    /// <summary>The notes on a design, those with a law first; none where all is as published.</summary>
    /// <param name="spec">The architecture with its technology.</param>
    public static ImmutableArray<CostNote> Of(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return
        [
            .. ComponentCatalog.Of(spec)
                .SelectMany(kind => kind.Points)
                .Select(point => point.Note(spec))
                .OfType<CostNote>()
                .OrderByDescending(note => note.IsModelled),
        ];
    }
}
