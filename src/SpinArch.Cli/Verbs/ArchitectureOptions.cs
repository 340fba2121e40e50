using System.CommandLine;
using System.CommandLine.Completions;
using SpinArch.Configuration;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary>The options of every verb that needs an architecture: <c>--arch</c>, <c>--config</c>, <c>--set</c>, and <c>--fan-in</c> where it compiles.</summary>
/// <param name="compiles">Whether the verb maps a network, so that a way to combine partial sums can be chosen.</param>
/// <param name="reads">Keys, or what they begin with, that the verb looks at; none where it looks at all.</param>
internal sealed class ArchitectureOptions(bool compiles = true, params string[] reads)
{
    private const string MappingKeys = "mapping.";

    private readonly Option<string> architecture = new("--arch")
    {
        Description = "The architecture: a name ('list architectures'), a file or a folder.",
        HelpName = "NAME",
        DefaultValueFactory = _ => DefaultNames.Shipped().Architecture,
    };

    private readonly Option<string?> file = new("--config")
    {
        Description = "A JSON file whose values stand above the architecture's.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> settings = new("--set")
    {
        Description = "One value above everything else, for instance crossbar.rows=64; may be repeated.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> fanIn = new("--fan-in")
    {
        Description = "How partial sums are combined: gather, chain, tree or time-multiplex; --set mapping.fanIn=..., for short.",
        HelpName = "STRATEGY",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        architecture.CompletionSources.Add(_ => ConfigurationCatalog.Shipped().Architectures.Select(name => new CompletionItem(name)));
        settings.CompletionSources.Add(_ => KeyTable.All.Select(key => new CompletionItem($"{key.Name}=")));
        command.Options.Add(architecture);
        command.Options.Add(file);
        command.Options.Add(settings);
        if (compiles)
        {
            fanIn.AcceptOnlyFromAmong([.. FanInNames.All[..^1], FanInNames.Hyphenated]);
            command.Options.Add(fanIn);
        }
    }

    /// <summary>Loads what the options name.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <exception cref="InputException">A layer is wrong, or a setting is one that the verb does not look at.</exception>
    public EffectiveConfiguration Load(ParseResult result)
    {
        string[] all = result.GetValue(settings) ?? [];
        string[] shorthand = compiles && result.GetValue(fanIn) is { } strategy ? [$"mapping.fanIn={strategy}"] : [];
        EffectiveConfiguration loaded = ArchitectureLoader.Load(result.GetRequiredValue(architecture), [.. all, .. shorthand], result.GetValue(file));
        if (reads.Length > 0 && all.FirstOrDefault(setting => !Array.Exists(reads, key => setting.StartsWith(key, StringComparison.Ordinal))) is { } ignored)
        {
            throw new InputException($"--set {ignored}", $"changes nothing here: '{result.CommandResult.Command.Name}' looks at {string.Join(", ", reads)}");
        }

        if (!compiles && Array.Find(all, setting => setting.StartsWith(MappingKeys, StringComparison.Ordinal)) is { } mapped)
        {
            throw new InputException($"--set {mapped}",
                $"changes nothing here: a program is mapped when it is compiled, '{result.CommandResult.Command.Name}' takes it as it is");
        }

        return loaded;
    }

    /// <summary>The architecture as it is without what the command line changes.</summary>
    public EffectiveConfiguration LoadOriginal(ParseResult result) =>
        ArchitectureLoader.Load(result.GetRequiredValue(architecture), [], null);
}
