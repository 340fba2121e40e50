using System.CommandLine;
using Spectre.Console;

namespace SpinArch.Cli.Verbs;

/// <summary>Tables for people on standard output, plain and unwrapped where it is redirected.</summary>
internal static class TableOutput
{
    /// <summary>The word for machine-readable output.</summary>
    public const string Json = "json";

    private const int RedirectedWidth = 400;

    /// <summary>The option <c>--output table|json</c>.</summary>
    public static Option<string> Option()
    {
        var option = new Option<string>("--output")
        {
            Description = "How to write the result: table or json.",
            HelpName = "FORM",
            DefaultValueFactory = _ => "table",
        };
        option.AcceptOnlyFromAmong("table", Json);
        return option;
    }

    /// <summary>A console over standard output.</summary>
    public static IAnsiConsole Console()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Out) });
        if (System.Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }

    /// <summary>An empty table.</summary>
    /// <param name="columns">The titles of its columns.</param>
    public static Table Table(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column));
        }

        return table;
    }
}
