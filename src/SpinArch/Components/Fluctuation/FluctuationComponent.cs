using SpinArch.Components.Arrays;
using SpinArch.Costs;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Components.Fluctuation;

/// <summary>
/// Cells that hold a sigma beside the mean, in arrays that are read whole: a junction that heat never lets rest, so that every read draws
/// every weight anew. They have no time and no unit of their own; a read of the array is theirs.
/// </summary>
public static class FluctuationComponent
{
    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "fluctuation",
        Summary = "cells that hold a sigma beside the mean and fluctuate: each read of an array draws its weights",
        WorksOn = ArrayComponent.Kind.Name,
        HasClosedForm = true,
        Refuses = Refuses,
        Keys = FluctuationKeys.Keys,
        Constants = FluctuationKeys.Constants,
        Units = [],
        Costs =
        [
            // On average a junction is at some place between its states, whatever its sigma; there is one on each of a weight's two lines.
            ArrayCosts.Current(
                "fluctuation",
                QuantumBasis.Drive,
                ["fluctuation.conductance"],
                static (technology, on, off, _) => 2 * (off + (technology["fluctuation.conductance"].Value * (on - off)))),
        ],
        Areas =
        [
            new AreaRule(ArrayComponent.Array, "fluctuating", "crossbar.cellArea")
            {
                Instances = ArrayCosts.Cells,
                Times = static (in Design design, in TileShape _) => design.Laws.SigmaCell,
            },
        ],
    };

    private static (string Key, string Problem)? Refuses(ArchitectureSpec spec)
    {
        int bits = Math.Max(spec.Weight.MeanBits, spec.Weight.SigmaBits);
        return spec.Weight.Slices > 1
                ? ("weight.cellBits", FormattableString.Invariant(
                    $"weight.cellBits = {spec.Weight.CellBits} spreads {bits}-bit weights over {spec.Weight.Slices} cells, and a weight whose cell fluctuates has one; allowed is at least {bits}, or leave the component \"fluctuation\" out"))
            : spec.Dac.Slices > 1
                ? ("dac.bitsAtOnce", FormattableString.Invariant(
                    $"dac.bitsAtOnce = {spec.Dac.BitsAtOnce} reads an array {spec.Dac.Slices} times a sample, and cells that fluctuate would be drawn as often; allowed is at least dac.bits = {spec.Dac.Bits}, or leave the component \"fluctuation\" out"))
            : null;
    }
}
