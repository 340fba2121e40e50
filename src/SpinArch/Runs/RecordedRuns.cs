using SpinArch.Cycles;
using SpinArch.Hardware;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Traces.Recording;

namespace SpinArch.Runs;

/// <summary>A recorded run as one that has ended.</summary>
internal static class RecordedRuns
{
    /// <summary>What the report of a recorded run is made of.</summary>
    /// <param name="header">What was recorded.</param>
    /// <param name="result">What its simulation knew at its end.</param>
    /// <param name="profile">What was observed of its activities.</param>
    /// <param name="cancellation">Stops what is still to be simulated.</param>
    public static FinishedRun Finished(TraceHeader header, RunResult result, RunProfile profile, CancellationToken cancellation)
    {
        long work = SteadyInterval.WorkOf(profile.Ledger);
        ChipLimit? limit = LimitFinder.Of(header.Spec, header.Program, foretells: true);
        double? interval = SteadyInterval.Of(header.Spec, header.Program, result, limit, work, cancellation);
        return new FinishedRun
        {
            Spec = header.Spec,
            Program = header.Program,
            Result = result,
            Profile = profile,
            Seed = header.Seed,
            Inputs = header.Data is { } source ? new InputSet { Source = source, Images = header.Images, Labels = header.Labels } : null,
            SampleIntervalNs = interval,
            Limit = ForetoldRuns.Confirmed(header.Spec, header.Program, limit, result, interval, work, cancellation),
            Times = new RunTimes { Loop = result.Wall },
        };
    }
}
