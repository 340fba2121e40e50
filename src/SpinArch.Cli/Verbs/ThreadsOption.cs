using System.CommandLine;
using SpinArch.Files;

namespace SpinArch.Cli.Verbs;

/// <summary>The option <c>--threads</c>, of every verb that works on several.</summary>
internal static class ThreadsOption
{
    private const int Most = 1024;

    /// <summary>Makes the option.</summary>
    public static Option<int> Create() =>
        new("--threads")
        {
            Description = "Threads; 0 for one a processor. Results do not depend on it.",
            HelpName = "N",
            DefaultValueFactory = _ => 0
        };

    /// <summary>How many were asked for; 0 for one a processor.</summary>
    /// <exception cref="InputException">It is out of range.</exception>
    public static int Read(ParseResult result, Option<int> option) => result.GetValue(option) is >= 0 and <= Most and var count
        ? count
        : throw new InputException(option.Name, $"{result.GetValue(option)} is out of range; allowed is 0 (one a processor) to {Most}");
}
