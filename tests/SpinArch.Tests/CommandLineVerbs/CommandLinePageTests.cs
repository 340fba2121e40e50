using System.CommandLine;
using System.Globalization;
using System.Text;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.CommandLineVerbs;

/// <summary>Holds <c>docs/command-line.md</c> to the verbs; <c>SPINARCH_BLESS=1</c> writes the tables anew.</summary>
public sealed class CommandLinePageTests
{
    private const string Page = "docs/command-line.md";
    private const string Begin = "<!-- verbs: generated -->\n";
    private const string End = "<!-- end -->";

    [Fact]
    public void The_page_says_what_the_verbs_say()
    {
        string page = File.ReadAllText(RepositoryFile.PathOf(Page));
        int start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= Begin.Length && end >= start, $"{Page} has lost its markers");
        var text = new StringBuilder();
        foreach (Command verb in SpinArch.Cli.CommandLine.Root().Subcommands)
        {
            Describe(text, verb, "");
        }

        RepositoryFile.ShouldHold(Page, page[..start] + text + page[end..]);
    }

    private static void Describe(StringBuilder text, Command command, string parents)
    {
        string name = parents + command.Name;
        if (command.Subcommands.Count > 0)
        {
            foreach (Command below in command.Subcommands)
            {
                Describe(text, below, name + " ");
            }

            if (command.Action is null)
            {
                return;
            }
        }

        string arguments = string.Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" {argument.Name}"));
        string summary = command.Description!.ReplaceLineEndings("\n").Split('\n')[0];
        text.Append(CultureInfo.InvariantCulture, $"### `{name}{arguments}`\n\n{summary}\n\n");
        IEnumerable<string> rows = command.Arguments
            .Select(argument => Row(argument.Name, argument.Description, argument.HasDefaultValue ? argument.GetDefaultValue() : null))
            .Concat(command.Options.Select(option => Row(
                option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}",
                option.Required ? option.Description + " Required." : option.Description,
                option.HasDefaultValue ? option.GetDefaultValue() : null)));
        text.Append("| Argument or option | Default | Meaning |\n|---|---|---|\n").Append(string.Concat(rows)).Append('\n');
    }

    private static string Row(string name, string? meaning, object? value)
    {
        string shown = value is null or bool or Array ? "" : $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`";
        return $"| `{name}` | {shown} | {meaning} |\n";
    }
}
