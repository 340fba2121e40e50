using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>Names of units in reports and traces, and the unit that each kind of activity keeps busy.</summary>
public static class UnitNames
{
    /// <summary>How many units there are.</summary>
    public const int Count = (int)Unit.Sender + 1;

    /// <summary>The name that reports use.</summary>
    /// <param name="unit">A unit.</param>
#pragma warning disable CS8524 // no discard arm: a unit without a name must not compile
    public static string NameOf(Unit unit) => unit switch
    {
        Unit.Trng => "trng",
        Unit.Accumulator => "accumulator",
        Unit.Scaler => "scaler",
        Unit.SigmaDac => "sigmaDac",
        Unit.MeanDac => "meanDac",
        Unit.SigmaCrossbar => "sigmaCrossbar",
        Unit.MeanCrossbar => "meanCrossbar",
        Unit.Neuron => "neuron",
        Unit.SampleHold => "sampleHold",
        Unit.Adc => "adc",
        Unit.Latch => "latch",
        Unit.Vector => "vector",
        Unit.Link => "link",
        Unit.Sequencer => "sequencer",
        Unit.Port => "port",
        Unit.Receiver => "receiver",
        Unit.Sender => "sender",
    };

    /// <summary>The unit that an activity occupies.</summary>
    /// <param name="kind">A kind of activity.</param>
    public static Unit OccupiedBy(ActivityKind kind) => kind switch
    {
        ActivityKind.Fetch => Unit.Sequencer,
        ActivityKind.Fill => Unit.Trng,
        ActivityKind.Scale => Unit.Scaler,
        ActivityKind.MeanDrive or ActivityKind.MeanHold => Unit.MeanDac,
        ActivityKind.SigmaDrive => Unit.SigmaDac,
        ActivityKind.MeanRead => Unit.MeanCrossbar,
        ActivityKind.SigmaRead => Unit.SigmaCrossbar,
        ActivityKind.NeuronWrite => Unit.Neuron,
        ActivityKind.Capture => Unit.SampleHold,
        ActivityKind.Convert => Unit.Adc,
        ActivityKind.Add or ActivityKind.Activate or ActivityKind.Accumulate => Unit.Vector,
        ActivityKind.ReceiveVector or ActivityKind.ReceiveWord => Unit.Receiver,
        ActivityKind.Inject => Unit.Sender,
        ActivityKind.Hop => Unit.Link,
        ActivityKind.PortSend or ActivityKind.PortReceive => Unit.Port,
    };
#pragma warning restore CS8524
}
