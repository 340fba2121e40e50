using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using SpinArch.Compilation;
using SpinArch.Configuration;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary>The argument and options of every verb that compiles a network.</summary>
internal sealed class NetworkOptions
{
    private readonly Argument<string> network = new("NETWORK")
    {
        Description = "A name ('list networks'), a network file or its folder.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => DefaultNames.Shipped().Network,
    };

    private readonly Option<string> samples = Count("--samples", "Monte-Carlo samples an input.", "S", "10");
    private readonly Option<string> inputs = Count("--inputs", "Network inputs, one after another.", "N", "1");
    private readonly Option<string?> dumpAfter = new("--dump-after")
    {
        Description = "Print the compiler's product after a stage: graph, partition, place or emit.",
        HelpName = "STAGE",
    };

    public NetworkOptions() => dumpAfter.AcceptOnlyFromAmong([.. Enum.GetNames<CompilerStage>().Select(name => name.ToLowerInvariant())]);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        network.CompletionSources.Add(_ => ConfigurationCatalog.Shipped().Networks.Select(name => new CompletionItem(name)));
        command.Arguments.Add(network);
        command.Options.Add(samples);
        command.Options.Add(inputs);
        command.Options.Add(dumpAfter);
    }

    /// <summary>Whether a stage's product was asked for.</summary>
    public bool IsDump(ParseResult result) => result.GetValue(dumpAfter) is not null;

    /// <summary>Compiles the network.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="graph">The network, as it was read.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="dump">Where the product of a stage goes.</param>
    /// <param name="cancellation">Stops it between two stages.</param>
    public Program Compile(ParseResult result, NetworkGraph graph, ArchitectureSpec spec, TextWriter dump, CancellationToken cancellation) =>
        CompilerPipeline.Compile(graph, spec, Samples(result), Inputs(result), Dump(result, dump), cancellation);

    /// <summary>Reads the network: the one that is named, else the architecture's, else the one that all take.</summary>
    public NetworkGraph Read(ParseResult result, EffectiveConfiguration configuration) => Read(result, network, configuration);

    /// <summary>The same for an argument of another verb.</summary>
    public static NetworkGraph Read(ParseResult result, Argument<string> argument, EffectiveConfiguration configuration) =>
        NetworkReader.Read(
            result.GetResult(argument) is { Tokens.Count: > 0 } || configuration.Network is null
                ? ConfigurationCatalog.Shipped().ResolveNetwork(result.GetRequiredValue(argument))
                : configuration.Network);

    /// <summary>Monte-Carlo samples an input.</summary>
    public int Samples(ParseResult result) => Number(result, samples);

    /// <summary>Network inputs.</summary>
    public int Inputs(ParseResult result) => Number(result, inputs);

    /// <summary>Prints the product of the stage that was asked for.</summary>
    public Action<CompilerStage, object> Dump(ParseResult result, TextWriter dump)
    {
        string? stage = result.GetValue(dumpAfter);
        return (reached, product) =>
        {
            if (string.Equals(reached.ToString(), stage, StringComparison.OrdinalIgnoreCase))
            {
                dump.Write(CompilerDump.Write(product));
            }
        };
    }

    private static int Number(ParseResult result, Option<string> option)
    {
        string text = result.GetRequiredValue(option);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is > 0 and <= 1_000_000
            ? value
            : throw new InputException(option.Name, $"'{text}' is no whole number from 1 to 1000000");
    }

    private static Option<string> Count(string name, string description, string help, string value) => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => value,
    };
}
