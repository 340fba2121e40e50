using System.Collections.Immutable;

namespace SpinArch.Devices;

/// <summary>What the trials of a reset showed.</summary>
public sealed record ResetResult
{
    /// <summary>The experiment.</summary>
    public required ResetExperiment Experiment { get; init; }

    /// <summary>Times from the end of the pulse to the first moment at which a trial is settled [s], ascending; infinite where it is not
    /// while watched.</summary>
    public required ImmutableArray<double> SettledS { get; init; }

    /// <summary>The states at the times asked for, and at the end of the watch; none of an experiment that ends settled.</summary>
    public required ImmutableArray<EarlyRead> Reads { get; init; }

    /// <summary>The states at the end of the watch.</summary>
    public EarlyRead Last => Reads[^1];

    /// <summary>Heat of one reset [J].</summary>
    public double BitEnergyJ => Experiment.Junction.PulseEnergyJ(Experiment.CurrentA, Experiment.PulseS);

    /// <summary>Time by which a share of the trials is settled [s]; null where fewer are, while watched. Policy: the smallest time seen
    /// that suffices.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public double? SettleS(double share) =>
        SettledS[(int)Math.Ceiling(share * SettledS.Length) - 1] is var time && double.IsFinite(time) ? time : null;
}
