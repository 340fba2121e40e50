using System.CommandLine;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary>The options of every verb that needs an architecture: <c>--arch</c>, <c>--config</c>, <c>--set</c>.</summary>
internal sealed class ArchitectureOptions
{
    private readonly Option<string> architecture = new("--arch")
    {
        Description = "The architecture: a name ('list architectures'), a file or a folder.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "all-spin",
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

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(architecture);
        command.Options.Add(file);
        command.Options.Add(settings);
    }

    /// <summary>Loads what the options name.</summary>
    /// <param name="result">The parsed command line.</param>
    public EffectiveConfiguration Load(ParseResult result) =>
        ArchitectureLoader.Load(result.GetRequiredValue(architecture), result.GetValue(settings), result.GetValue(file));
}
