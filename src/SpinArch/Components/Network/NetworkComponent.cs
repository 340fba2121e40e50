using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Network;

/// <summary>Routers, links between them, and the buffers at a tile's end of a channel.</summary>
public static class NetworkComponent
{
    /// <summary>Routers, links and their buffers.</summary>
    public static UnitKind Link { get; } = new(12, "link") { Instances = 5 };

    /// <summary>One flit over one link, or from the last router to its tile or the port. Items: 1.</summary>
    public static ActivityKind Hop { get; } =
        new(17, "Hop", Link, "One flit over one link, or from the last router to its tile or the port. Items: 1.") { Place = Place.Router };

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "network",
        Summary = "routers, links and their buffers",
        HasClosedForm = true,
        IsBasic = true,
        Keys = NetworkKeys.Keys,
        Constants = NetworkKeys.Constants,
        Units = [Link],
        Activities = [Hop],
        Costs = NetworkCosts.Rules,
        Points = NetworkCosts.Points,
        Idles = NetworkCosts.Idles,
        Areas = NetworkCosts.Areas,
    };
}
