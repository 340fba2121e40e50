using System.CommandLine;
using System.Globalization;
using SpinArch.Compilation;
using SpinArch.Configuration;
using SpinArch.Estimation;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary>The options of every verb that simulates: inputs, seed, arrivals, traces, form of the report.</summary>
internal sealed class SimulationOptions
{
    private const string Shipped = "shipped";
    private const string Mnist = "mnist";

    private readonly Option<string> seed = Text("--seed", "Key of every draw: the same seed gives the same bytes.", "X", "1");
    private readonly Option<string> arrival = Text("--arrival-ns", "Time between arrivals of inputs at the port; 0 is back to back.", "T", "0");
    private readonly Option<string> binWidth = Text("--bin-ns", "Width of a bin of the traces.", "T", "10");
    private readonly Option<string> output = Text("--output", "How to write the report: table, json or csv.", "FORM", "table");

    private readonly Option<string?> data = new("--data")
    {
        Description = "The inputs: shipped (100 MNIST test images), mnist (see 'data mnist'), a folder with the idx files, or a .npz with 'images'.",
        HelpName = "DATA",
    };

    private readonly Option<string?> energyTrace = new("--energy-trace") { Description = "Write energy over time to this CSV file.", HelpName = "FILE" };

    private readonly Option<string?> utilizationTrace = new("--utilization-trace")
    {
        Description = "Write busy time over time to this CSV file.",
        HelpName = "FILE",
    };

    private readonly Option<string?> trace = new("--trace")
    {
        Description = "Record every activity to this file (.strace), for the trace verbs.",
        HelpName = "FILE",
    };

    private readonly Option<string?> html = new("--html")
    {
        Description = "Write the report as a page to look at: one HTML file, to be opened in a browser.",
        HelpName = "FILE",
    };

    private readonly Option<bool> simulateAll = new("--simulate-all")
    {
        Description = "Simulate repetitions too; the figures are the same.",
    };

    private readonly bool simulates;

    /// <param name="simulates">Whether the verb simulates: takes inputs and leaves traces.</param>
    public SimulationOptions(bool simulates = true)
    {
        this.simulates = simulates;
        output.AcceptOnlyFromAmong("table", "json", "csv");
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = simulates ? [seed, data, arrival, energyTrace, utilizationTrace, binWidth, trace, html, simulateAll, output]
            : [seed, arrival, output];
        foreach (Option option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Finds out before anything long is begun whether the traces could be written.</summary>
    /// <exception cref="InputException">They could not.</exception>
    public void CheckTargets(ParseResult result)
    {
        AtomicFile.CheckTargets(result.GetValue(energyTrace), result.GetValue(utilizationTrace), result.GetValue(trace),
            result.GetValue(html));
        if (result.GetValue(energyTrace) is null && result.GetValue(utilizationTrace) is null && result.GetResult(binWidth) is { Implicit: false })
        {
            throw new InputException(binWidth.Name, $"is the width of the bins of {energyTrace.Name} and {utilizationTrace.Name}; ask for one of them");
        }
    }

    /// <summary>Simulates a program as the options say and writes the report to standard output.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="configuration">The architecture.</param>
    /// <param name="original">The architecture without what the command line changes.</param>
    /// <param name="program">The program.</param>
    /// <param name="graph">The network that it was compiled from, where that is known: then the report says which units could be narrower.</param>
    /// <param name="cancellation">Stops between two events.</param>
    /// <returns>The exit code.</returns>
    public int Simulate(
        ParseResult result,
        EffectiveConfiguration configuration,
        Func<EffectiveConfiguration> original,
        Program program,
        NetworkGraph? graph,
        CancellationToken cancellation)
    {
        using RunPageFile? page = result.GetValue(html) is { } target ? new RunPageFile(target, result.GetValue(trace)) : null;
        ulong key = Seed(result);
        InputSet? inputs = Inputs(result.GetValue(data), program, key);
        if (inputs is null)
        {
            NoteSeed(result, "without weights nothing is drawn");
        }

        var job = new SimulationJob
        {
            Spec = configuration.Architecture,
            Program = program,
            Inputs = inputs,
            Seed = key,
            ArrivalInterval = Arrival(result),
            BinWidth = Nanoseconds("--bin-ns", result.GetRequiredValue(binWidth), allowZero: false),
            EnergyTrace = result.GetValue(energyTrace),
            UtilizationTrace = result.GetValue(utilizationTrace),
            Trace = (page?.Trace ?? result.GetValue(trace)) is { } path ? new TraceRequest(path, configuration) : null,
            Graph = graph,
            SimulatesAll = result.GetValue(simulateAll),
        };
        RunReport report = job.Run(cancellation).Report;
        page?.Write(CommandText.Of(result), report, configuration, original(), cancellation);
        ReportOutput.Write(report, result.GetRequiredValue(output));
        return 0;
    }

    /// <summary>Estimates a network as the options say and writes the report to standard output.</summary>
    /// <returns>The exit code.</returns>
    public int Estimate(ParseResult result, ArchitectureSpec spec, NetworkGraph graph, int samples, int inputs, Action<CompilerStage, object> observe)
    {
        NoteSeed(result, "an estimate draws nothing");
        var job = new EstimateJob
        {
            Spec = spec,
            Graph = graph,
            Samples = samples,
            Inputs = inputs,
            Seed = Seed(result),
            ArrivalInterval = Arrival(result),
        };
        ReportOutput.Write(job.Run(observe), result.GetRequiredValue(output));
        return 0;
    }

    private void NoteSeed(ParseResult result, string why)
    {
        if (result.GetResult(seed) is { Implicit: false })
        {
            Console.Error.WriteLine($"Note: {seed.Name} changes nothing: {why}.");
        }
    }

    private Picoseconds Arrival(ParseResult result) => Nanoseconds("--arrival-ns", result.GetRequiredValue(arrival), allowZero: true);

    private ulong Seed(ParseResult result) =>
        ulong.TryParse(result.GetRequiredValue(seed), NumberStyles.None, CultureInfo.InvariantCulture, out ulong key)
            ? key
            : throw new InputException("--seed", $"'{result.GetValue(seed)}' is no whole number from 0 to {ulong.MaxValue}");

    private static InputSet? Inputs(string? data, Program program, ulong seed)
    {
        // Pools and additions have blocks without levels in every program.
        bool isTimingOnly = program.Tiles.All(tile => tile.Blocks.All(block => block.MeanLevels.IsEmpty));
        if (isTimingOnly)
        {
            return data is null ? null : throw new InputException("--data", "the network has no weights: nothing is computed with inputs");
        }

        string shipped = Path.Combine(ConfigurationCatalog.Shipped().Root, "networks", DefaultNames.Shipped().Images);
        return data switch
        {
            null => InputSet.Default(shipped, DefaultNames.Shipped().Images, program.Inputs, program.InputWords, program.OutputWords, seed),
            Shipped => FromIdx(shipped, DefaultNames.Shipped().Images),
            Mnist => FromIdx(DataVerb.DefaultFolder, Mnist),
            _ when data.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) => InputSet.FromArchive(data, program.Inputs, program.InputWords).WithLabelsBelow(program.OutputWords),
            _ => FromIdx(data, data),
        };

        InputSet FromIdx(string folder, string source) =>
            InputSet.FromIdx(folder, source, program.Inputs, program.InputWords).WithLabelsBelow(program.OutputWords);
    }

    private static Picoseconds Nanoseconds(string option, string text, bool allowZero)
    {
        const decimal Limit = 1_000_000_000;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && value <= Limit && (value > 0 || allowZero) && value * 1000 == decimal.Truncate(value * 1000)
            ? new Picoseconds((long)(value * 1000))
            : throw new InputException(
                option, $"'{text}' is no time in ns {(allowZero ? "from 0" : "above 0")} to {Limit} with at most three decimals (whole picoseconds)");
    }

    private static Option<string> Text(string name, string description, string help, string value) => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => value,
    };
}
