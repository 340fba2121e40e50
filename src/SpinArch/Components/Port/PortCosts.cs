using System.Collections.Immutable;
using SpinArch.Costs;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Components.Port;

/// <summary>
/// What the port costs. A packet of 16-bit words takes packetTime; a flit carries its 16-bit header, which stays on the chip, and words.
/// </summary>
internal static class PortCosts
{
    public static ImmutableArray<CostRule> Rules { get; } = [Words("send", PortComponent.PortSend),
        Words("receive", PortComponent.PortReceive)];

    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        new AreaRule(PortComponent.Port, "offChip", "offChip.area")
        {
            Place = Place.Port,
            Instances = static (in Design design, in TileShape _) => design.Laws.OffChipLinks,
        },
    ];

    private static CostRule Words(string action, ActivityKind activity) => new()
    {
        Unit = PortComponent.Port,
        Action = action,
        Activity = activity,
        Factor = static (in Design design, in TileShape _) => design.Spec.Link.WordsPerFlit,
        Constants = ["offChip.power", "offChip.packetTime", "offChip.packetWords"],
        Price = static technology =>
        {
            decimal nanoseconds = (decimal)technology["offChip.packetTime"].Value / (decimal)technology["offChip.packetWords"].Value;
            var word = Quectojoules.FromPower((decimal)technology["offChip.power"].Value * nanoseconds, new Picoseconds(1000));
            return (in Design _, in TileShape _) => word;
        },
    };
}
