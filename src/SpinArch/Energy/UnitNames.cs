using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>Names of units in reports and traces, and the unit that each kind of activity keeps busy.</summary>
public static class UnitNames
{
    /// <summary>How many units there are.</summary>
    public const int Count = (int)UnitKind.CrossbarPair + 1;

    /// <summary>The name that reports use.</summary>
    /// <param name="unit">A unit.</param>
    public static string NameOf(UnitKind unit) => unit switch
    {
        UnitKind.Trng => "trng",
        UnitKind.Accumulator => "accumulator",
        UnitKind.Scaler => "scaler",
        UnitKind.SigmaDac => "sigmaDac",
        UnitKind.MeanDac => "meanDac",
        UnitKind.SigmaCrossbar => "sigmaCrossbar",
        UnitKind.MeanCrossbar => "meanCrossbar",
        UnitKind.Neuron => "neuron",
        UnitKind.SampleHold => "sampleHold",
        UnitKind.Adc => "adc",
        UnitKind.Latch => "latch",
        UnitKind.Vector => "vector",
        UnitKind.Link => "link",
        UnitKind.Sequencer => "sequencer",
        UnitKind.Port => "port",
        UnitKind.Receiver => "receiver",
        UnitKind.Sender => "sender",
        UnitKind.Writer => "writer",
        UnitKind.CrossbarPair => "crossbarPair",
    };

    /// <summary>The unit that an activity occupies.</summary>
    /// <param name="kind">A kind of activity.</param>
    public static UnitKind OccupiedBy(ActivityKind kind) => kind switch
    {
        ActivityKind.Fetch => UnitKind.Sequencer,
        ActivityKind.Fill => UnitKind.Trng,
        ActivityKind.Scale => UnitKind.Scaler,
        ActivityKind.MeanDrive or ActivityKind.MeanHold => UnitKind.MeanDac,
        ActivityKind.SigmaDrive => UnitKind.SigmaDac,
        ActivityKind.MeanRead => UnitKind.MeanCrossbar,
        ActivityKind.SigmaRead => UnitKind.SigmaCrossbar,
        ActivityKind.NeuronWrite => UnitKind.Neuron,
        ActivityKind.Capture => UnitKind.SampleHold,
        ActivityKind.Convert => UnitKind.Adc,
        ActivityKind.Add or ActivityKind.Activate or ActivityKind.Accumulate => UnitKind.Vector,
        ActivityKind.ReceiveVector or ActivityKind.ReceiveWord => UnitKind.Receiver,
        ActivityKind.Write => UnitKind.Writer,
        ActivityKind.Inject => UnitKind.Sender,
        ActivityKind.Hop => UnitKind.Link,
        ActivityKind.PortSend or ActivityKind.PortReceive => UnitKind.Port,
    };

    /// <summary>Whether a unit is busy for as long as a crossbar reads, because it reads, and so is never the cause of anything.</summary>
    /// <param name="unit">A unit.</param>
    public static bool FollowsCrossbar(UnitKind unit) =>
        unit is UnitKind.MeanDac or UnitKind.SigmaDac or UnitKind.Neuron or UnitKind.SampleHold;

    /// <summary>Whether the time of two units is the same or that of one a part of the other's, so that one is not the other's runner-up: the two crossbars of a pair, which are read together, and a pair and its writer.</summary>
    /// <param name="one">A unit.</param>
    /// <param name="other">Another.</param>
    public static bool ShareTime(UnitKind one, UnitKind other) =>
        (IsOfPair(one) && IsOfPair(other)) || (one == UnitKind.CrossbarPair && other == UnitKind.Writer) || (one == UnitKind.Writer && other == UnitKind.CrossbarPair);

    private static bool IsOfPair(UnitKind unit) => unit is UnitKind.MeanCrossbar or UnitKind.SigmaCrossbar or UnitKind.CrossbarPair;

    /// <summary>How many of a unit work side by side at one site: a router has five outputs, the port two directions, of everything else a tile has one queue.</summary>
    /// <param name="unit">A unit.</param>
    public static int Instances(UnitKind unit) => unit switch { UnitKind.Link => 5, UnitKind.Port => 2, _ => 1 };
}
