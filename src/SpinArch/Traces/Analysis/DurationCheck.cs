using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>Every activity lasts as long as the architecture says (<c>docs/timing-model.md</c>, section 1).</summary>
internal sealed class DurationCheck(TracePlaces places, ArchitectureSpec spec) : TraceCheck(places)
{
    private readonly TileTiming timing = new(spec);

    /// <inheritdoc/>
    public override string Name => "every activity lasts as long as the architecture says";

    /// <inheritdoc/>
    protected override void Check(in Activity activity)
    {
        Picoseconds? expected = activity.Kind switch
        {
            ActivityKind.Fetch => timing.Clock,
            ActivityKind.Fill => timing.SamplerBatch * timing.Lanes.Passes(activity.Items),
            ActivityKind.Scale => timing.Clock * timing.ScalerWidth.Passes(activity.Items),
            ActivityKind.MeanDrive or ActivityKind.MeanHold or ActivityKind.SigmaDrive or ActivityKind.MeanRead or ActivityKind.SigmaRead
                or ActivityKind.NeuronWrite or ActivityKind.Capture => timing.ColumnRead,
            ActivityKind.Write => timing.RowWrite * activity.Items,
            ActivityKind.Convert => timing.AdcInterval * ((activity.Items + timing.Converters - 1) / timing.Converters),
            ActivityKind.Add or ActivityKind.Activate or ActivityKind.Accumulate or ActivityKind.ReceiveVector =>
                timing.Clock * ((activity.Items + timing.VectorWidth - 1) / timing.VectorWidth),
            ActivityKind.ReceiveWord => null,
            ActivityKind.Inject or ActivityKind.Hop or ActivityKind.PortSend or ActivityKind.PortReceive => timing.Flit,
        };
        if (expected is { } duration && duration != activity.Duration)
        {
            Report(in activity, $"it lasts {activity.Duration}, the architecture says {duration}");
        }
    }
}
