using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Port;

/// <summary>The off-chip port.</summary>
public static class PortComponent
{
    /// <summary>Off-chip port.</summary>
    public static UnitKind Port { get; } = new(14, "port") { Instances = 2 };

    /// <summary>Flits of a network input brought onto the chip. Items: flits.</summary>
    public static ActivityKind PortSend { get; } =
        new(18, "PortSend", Port, "Flits of a network input brought onto the chip. Items: flits.") { Place = Place.Port, Track = "portIn" };

    /// <summary>Flits of results taken off the chip. Items: flits.</summary>
    public static ActivityKind PortReceive { get; } =
        new(19, "PortReceive", Port, "Flits of results taken off the chip. Items: flits.") { Place = Place.Port, Track = "portOut" };

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "port",
        Summary = "off-chip port",
        HasClosedForm = true,
        IsBasic = true,
        Constants = PortKeys.Constants,
        Units = [Port],
        Activities = [PortSend, PortReceive],
        Costs = PortCosts.Rules,
        Areas = PortCosts.Areas,
    };
}
