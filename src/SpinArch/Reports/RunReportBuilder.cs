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
    /// <param name="spec">The architecture.</param>
    /// <param name="program">The program that ran.</param>
    /// <param name="result">What the simulation knows at its end.</param>
    /// <param name="profile">What was observed; it is closed here, which may happen once.</param>
    /// <param name="seed">The seed of every draw.</param>
    /// <param name="labels">The right answer of each input, where known.</param>
    /// <param name="cancellation">Stops what the report still has to simulate.</param>
    public static RunReport Build(
        ArchitectureSpec spec,
        Program program,
        RunResult result,
        RunProfile profile,
        ulong seed,
        IReadOnlyList<int>? labels = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(profile);
        EnergyAccount account = profile.Close(result.End);
        ImmutableArray<string> layers = LayerTable.NamesByTile(program);
        double? perSample = SteadyInterval.Of(spec, program, result, cancellation);
        ImmutableArray<Phase> phases = PhaseDetector.Find(
            profile.Utilization.BusyUnits(), profile.Utilization.Timeline.BinWidth, result.End);
        Phase steady = phases.Single(phase => phase.Name == "steady");
        double seconds = result.Wall.TotalSeconds;
        return new RunReport
        {
            Network = program.Network,
            Architecture = spec.Name,
            Samples = program.Samples,
            Inputs = program.Inputs,
            Seed = seed,
            Tiles = program.Tiles.Length,
            CrossbarPairs = program.CrossbarPairs,
            Layers = LayerTable.Of(program),
            LatencyNs = LatencySummary.LatencyOf(result, perSample),
            Throughput = LatencySummary.ThroughputOf(
                result,
                perSample,
                new SampleRounds(program).Fewest,
                UtilizationSummary.Limiter(profile.Utilization, profile.Model.Sites, program, layers, steady, result.End)),
            EnergyNj = EnergySummary.Of(account, spec, program),
            PowerMw = new PowerReport
            {
                Mean = account.Total.MilliwattsOver(result.End),
                Peak = profile.Power.PeakMilliwatts,
                BinNs = profile.Power.BinWidth.Nanoseconds,
            },
            AreaMm2 = EnergySummary.AreaOf(spec, program),
            Utilization = UtilizationSummary.Of(profile.Ledger, layers, result.End),
            Phases = [.. phases.Select(phase => RowOf(phase, profile.Power))],
            Predictions = PredictionsOf(program, result, labels),
            Simulation = new SimulationReport
            {
                Events = result.Events,
                WallSeconds = seconds,
                EventsPerSecond = seconds > 0 ? result.Events / seconds : 0,
            },
            Notes = RunNotes.Of(spec, program),
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

    private static ImmutableArray<PredictionReport> PredictionsOf(Program program, RunResult result, IReadOnlyList<int>? labels)
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
                Label = labels is not null && input < labels.Count ? labels[input] : null,
                Predicted = best,
                Mean = mean.ToImmutable(),
                StdDev = deviation.ToImmutable(),
            });
        }

        return predictions.ToImmutable();
    }
}
