using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>Makes the report of a recorded run out of its activities, through the same sinks as the run itself.</summary>
public static class TraceReplay
{
    /// <summary>The report, equal to the recorded run's to the last digit: its wall time is the recorded one.</summary>
    /// <param name="reader">The trace.</param>
    /// <exception cref="DeadlockException">The recorded run did not end.</exception>
    /// <exception cref="InputException">The trace is damaged.</exception>
    public static RunReport Report(TraceReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        TraceHeader header = reader.Header;
        var profile = RunProfile.Again(EnergyModel.Create(header.Spec, header.Program), header.PowerBin);
        Feed(reader, profile);
        if (reader.Damage is not null || reader.Outcome is null)
        {
            throw new InputException($"{reader.Damage ?? reader.Path}; a report needs the whole trace");
        }

        RunResult result = reader.Outcome.Result ?? throw new DeadlockException($"the recorded run did not end: {reader.Outcome.Failure}");
        FinishedRun run = RecordedRuns.Finished(header, result, profile, CancellationToken.None);
        return RunReportBuilder.Build(run with
        {
            Sampled = FunctionalSamples.Of(header.Spec, header.Program, result, header.Images,
            header.Seed)
        });
    }

    /// <summary>Gives every activity of a trace to sinks, in the recorded order.</summary>
    public static void Feed(TraceReader reader, params IActivitySink[] sinks)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(sinks);
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks())
        {
            foreach (IActivitySink sink in sinks)
            {
                foreach (ref readonly Activity activity in block.Span)
                {
                    sink.OnActivity(in activity);
                }
            }
        }
    }
}
