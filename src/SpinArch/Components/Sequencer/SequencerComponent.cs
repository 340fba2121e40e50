using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Sequencer;

/// <summary>The sequencer of a tile with its instruction memory and operation queues.</summary>
public static class SequencerComponent
{
    /// <summary>Sequencer and instruction memory.</summary>
    public static UnitKind Sequencer { get; } = new(13, "sequencer");

    /// <summary>One instruction fetched and issued. Items: 1.</summary>
    public static ActivityKind Fetch { get; } = new(0, "Fetch", Sequencer, "One instruction fetched and issued. Items: 1.");

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "sequencer",
        Summary = "sequencer, instruction memory and operation queues",
        HasClosedForm = true,
        IsBasic = true,
        Keys = SequencerKeys.Keys,
        Constants = SequencerKeys.Constants,
        Units = [Sequencer],
        Activities = [Fetch],
        Costs = SequencerCosts.Rules,
        Idles = SequencerCosts.Idles,
        Areas = SequencerCosts.Areas,
    };
}
