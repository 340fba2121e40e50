using System.Collections.Immutable;
using SpinArch.Energy;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Reports;

/// <summary>Makes the report of a finished run out of what was observed; everything in it is derived, nothing is measured twice.</summary>
public static class RunReportBuilder
{
    /// <summary>The report of a run.</summary>
    /// <param name="run">The run; its profile is closed here, which may happen once.</param>
    public static RunReport Build(FinishedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        (ArchitectureSpec spec, Program program, RunResult result, RunProfile profile) = (run.Spec, run.Program, run.Result, run.Profile);
        EnergyAccount account = profile.Close(result.End);
        ImmutableArray<string> layers = LayerTable.NamesByTile(program);
        ImmutableArray<Phase> phases = PhaseDetector.Find(
            profile.Utilization.BusyUnits(), profile.Utilization.Timeline.BinWidth, result.End);
        Phase steady = phases.Single(phase => phase.Name == "steady");
        double? arrivals = LimiterSummary.ArrivalsOf(result);
        LimiterReport? limiter = arrivals is { } interval ? LimiterSummary.Arrivals(interval) : LimiterSummary.Of(
            run.Limit,
            run.SampleIntervalNs,
            PeriodicMean.OfTimes(result.Completions, result.Completions.Length / 2),
            layers,
            UtilizationSummary.Busiest(profile.Utilization, profile.Model.Sites, program),
            (unit, tile) => UtilizationSummary.BusyOf(profile.Utilization, profile.Model.Sites, unit, tile, steady, result.End));
        LatencyReport latency = LatencySummary.LatencyOf(result, run.SampleIntervalNs);
        int fewest = new SampleRounds(program).Fewest;
        bool isUnsettled = run.SampleIntervalNs is null && program.Samples >= 2 * fewest;
        ThroughputReport throughput = LatencySummary.ThroughputOf(result, run.SampleIntervalNs, isUnsettled ? program.Samples : fewest,
            arrivals is null ? null : program.Samples, limiter);
        EnergyReport energy = EnergySummary.Of(account, spec, program);
        AreaReport area = EnergySummary.AreaOf(spec, program);
        return new RunReport
        {
            Network = program.Network,
            Architecture = spec.Name,
            Samples = program.Samples,
            Inputs = program.Inputs,
            Seed = run.Seed,
            Tiles = program.Tiles.Length,
            CrossbarPairs = program.CrossbarPairs,
            Layers = LayerTable.Of(program),
            LatencyNs = latency,
            Throughput = throughput,
            EnergyNj = energy,
            RandomBitsPerSample = EnergySummary.RandomBitsOf(profile.Ledger, spec, program),
            PowerMw = new PowerReport
            {
                Mean = account.Total.MilliwattsOver(result.End),
                Peak = profile.Power.PeakMilliwatts,
                BinNs = profile.Power.BinWidth.Nanoseconds,
            },
            AreaMm2 = area,
            Utilization = UtilizationSummary.Of(profile.Ledger, layers, result.End),
            Phases = [.. phases.Select(phase => RowOf(phase, profile.Power))],
            Predictions = PredictionsOf(program, result, run.Inputs?.Labels ?? []),
            Simulation = SimulationReport.Of(result.Events, run.Times, run.Shortcut),
            Data = run.Inputs?.Source,
            Precision = run.Sampled?.Precision ?? default,
            Joint = run is { Sampled: { } sampled, Inputs: { } inputs }
                ? JointReport.OfRun(ClassificationCost.Of(program.Samples, program.Inputs, latency, throughput, energy, area), sampled,
                    inputs)
                : null,
            Notes = [.. RunNotes.Of(spec, program), .. isUnsettled ? [RunNotes.Unsettled(program, run.Limit)] : Array.Empty<NoteReport>(),
                .. run.Advice],
        };
    }

    private static PhaseReport RowOf(Phase phase, PowerProfile power) => new()
    {
        Name = phase.Name,
        StartNs = phase.Start.Nanoseconds,
        EndNs = phase.End.Nanoseconds,
        BusyUnits = phase.Level,
        PowerMw = power.MeanMilliwatts(phase.Start, phase.End),
    };

    private static ImmutableArray<PredictionReport> PredictionsOf(Program program, RunResult result, ImmutableArray<int> labels)
    {
        if (result.Sums.IsEmpty)
        {
            return [];
        }

        int outputs = program.OutputWords;
        double scale = program.Port.OutputScale;
        var predictions = ImmutableArray.CreateBuilder<PredictionReport>(program.Inputs);
        for (int input = 0; input < program.Inputs; input++)
        {
            var mean = ImmutableArray.CreateBuilder<double>(outputs);
            var deviation = ImmutableArray.CreateBuilder<double>(outputs);
            int best = 0;
            for (int output = 0; output < outputs; output++)
            {
                int index = (input * outputs) + output;
                long sum = result.Sums[index];
                mean.Add(scale * sum / program.Samples);

                // S T2 - T1^2 in whole numbers: nothing cancels.
                Int128 spread = ((Int128)program.Samples * result.SquareSums[index]) - ((Int128)sum * sum);
                deviation.Add(scale * Math.Sqrt((double)Int128.Max(0, spread)) / program.Samples);
                best = sum > result.Sums[(input * outputs) + best] ? output : best;
            }

            predictions.Add(new PredictionReport
            {
                Input = input,
                Label = input < labels.Length ? labels[input] : null,
                Predicted = best,
                Mean = mean.ToImmutable(),
                StdDev = deviation.ToImmutable(),
            });
        }

        return predictions.ToImmutable();
    }
}
