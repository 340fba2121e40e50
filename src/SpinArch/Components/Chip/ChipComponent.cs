using SpinArch.Costs;
using SpinArch.Tiles;

namespace SpinArch.Components.Chip;

/// <summary>What belongs to no part of the chip: its clock, how networks are mapped onto it, and what is assumed of them.</summary>
public static class ChipComponent
{
    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "chip",
        Summary = "clock, mapping, and what is assumed of networks without weights",
        HasClosedForm = true,
        IsBasic = true,
        Keys = ChipKeys.Keys,
        Constants = ChipKeys.Constants,
        Points =
        [
            CostPoint.Faster("clock.periodNs", "peripheral.clock", spec => spec.Clock.Period, spec => CostLaws.Of(spec).Clocked,
                "energy of digital accesses"),
        ],
        Units = [],
    };
}
