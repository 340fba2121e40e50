using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SpinArch.Kernel;
using SpinArch.Reports;
using SpinArch.Specs;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Explanation;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace what-if</c>: the recorded programs under other times, banks or widths, old and new side by side.</summary>
internal static class TraceWhatIfVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        Option<string> output = TableOutput.Option();
        var settings = new Option<string[]>("--set")
        {
            Description = "KEY=VALUE: a time, a number of banks, a width, a buffer or a queue; may be repeated.",
            HelpName = "KEY=VALUE",
            Required = true,
        };
        var command = new Command(
            "what-if",
            """
            Run the recorded programs again under other times, banks or widths, beside what the critical path foretells.

            Examples:
              trace what-if mnist.strace --set adc.intervalNs=0.5
              trace what-if mnist.strace --set crossbar.columnReadNs=5 --set sampleHold.banks=3
            """) { file, settings, output };
        command.SetLongAction((result, cancellation) =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file), cancellation);
            ArchitectureSpec changed = WhatIf.Changed(reader.Header, result.GetRequiredValue(settings));
            var path = CriticalPath.Find(reader);
            RunReport before = TraceReplay.Report(reader);
            RunReport after = WhatIf.Run(reader.Header, changed, cancellation);
            Picoseconds foretold = path.EndOn(changed);
            if (result.GetValue(output) == TableOutput.Json)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(new { before = Summary(before), after = Summary(after), foretoldTotalNs = foretold.Nanoseconds }));
            }
            else
            {
                WriteTable(before, after, foretold);
            }

            return TraceVerb.Close(reader);
        });
        return command;
    }

    private static object Summary(RunReport report) => new
    {
        totalNs = report.LatencyNs.Total,
        firstInputNs = report.LatencyNs.FirstInput,
        perSampleSteadyNs = report.LatencyNs.PerSampleSteady,
        samplesPerSecond = report.Throughput.SamplesPerSecond,
        energyNj = report.EnergyNj.Total,
        leakageNj = report.EnergyNj.Leakage,
        limitedBy = report.Throughput.LimitedBy?.Unit,
    };

    private static void WriteTable(RunReport before, RunReport after, Picoseconds foretold)
    {
        Line($"{"",-22} {"recorded",14} {"what if",14} {"change",9}");
        Row("total ns", before.LatencyNs.Total, after.LatencyNs.Total);
        Row("first input ns", before.LatencyNs.FirstInput, after.LatencyNs.FirstInput);
        Row("steady sample ns", before.LatencyNs.PerSampleSteady, after.LatencyNs.PerSampleSteady);
        Row("samples per second", before.Throughput.SamplesPerSecond, after.Throughput.SamplesPerSecond);
        Row("energy nJ", before.EnergyNj.Total, after.EnergyNj.Total);
        Row("leakage nJ", before.EnergyNj.Leakage, after.EnergyNj.Leakage);
        Line($"{"limited by",-22} {before.Throughput.LimitedBy?.Unit,14} {after.Throughput.LimitedBy?.Unit,14}");
        Line($"\nThe recorded critical path alone would end at {foretold.Nanoseconds:0.###} ns, a gain of {before.LatencyNs.Total - foretold.Nanoseconds:0.###}; simulated, the gain is {before.LatencyNs.Total - after.LatencyNs.Total:0.###} ns.");
        if (after.LatencyNs.Total > foretold.Nanoseconds)
        {
            Line($"What is lost between the two is where another chain takes over.");
        }
    }

    private static void Row(string name, double? before, double? after) =>
        Line($"{name,-22} {before,14:0.###} {after,14:0.###} {(before is { } old && old != 0 && after is { } now ? (now - old) / old * 100 : null),7:+0.00;-0.00;0.00} %");

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture).TrimEnd(' '));
}
