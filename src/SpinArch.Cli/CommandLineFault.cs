using System.CommandLine;
using System.CommandLine.Parsing;
using SpinArch.Specs;

namespace SpinArch.Cli;

/// <summary>
/// Says in one line what is wrong with a command line. The parser alone would take an unknown option for a positional argument,
/// and the next option for a missing value.
/// </summary>
internal static class CommandLineFault
{
    /// <summary>The first fault, or null.</summary>
    /// <param name="parsed">The parsed command line.</param>
    public static string? Of(ParseResult parsed)
    {
        if (parsed.CommandResult.Command.Options.Concat(Recursive(parsed)).Any(option => option.Action is { Terminating: true } && parsed.GetResult(option) is not null))
        {
            return null;
        }

        string help = $"Try '{Path(parsed)}--help'.";
        if (UnknownOption(parsed) is { } unknown)
        {
            return $"{unknown} {help}";
        }

        if (parsed.Errors.Count == 0)
        {
            return EmptyValue(parsed) is { } empty ? $"{empty} {help}" : null;
        }

        if (parsed.CommandResult.Command is { Subcommands: { Count: > 0 } verbs } && parsed.UnmatchedTokens is var words)
        {
            string known = string.Join(", ", verbs.Select(verb => verb.Name));
            string verb = Path(parsed);
            return words.Count == 0
                ? $"{verb}needs one of: {known}. {help}"
                : $"'{verb}{words[0]}': there is no such verb; did you mean '{NearestName.Of(words[0], verbs.Select(known => known.Name))}'? Known: {known}. {help}";
        }

        return $"{parsed.Errors[0].Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal).TrimEnd()} {help}";
    }

    private static IEnumerable<Option> Options(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Concat(Recursive(parsed)).Where(option => !option.Hidden);

    private static IEnumerable<Option> Recursive(ParseResult parsed)
    {
        for (SymbolResult? parent = parsed.CommandResult.Parent; parent is CommandResult command; parent = command.Parent)
        {
            foreach (Option option in command.Command.Options.Where(option => option.Recursive))
            {
                yield return option;
            }
        }
    }

    private static string? UnknownOption(ParseResult parsed)
    {
        IEnumerable<string> positional = parsed.CommandResult.Command.Arguments
            .SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
            .Select(token => token.Value)
            .Concat(parsed.UnmatchedTokens);
        int escape = parsed.Tokens.ToList().FindIndex(token => token.Type == TokenType.DoubleDash);
        foreach (string word in positional.Where(word => word.Length > 1 && word[0] == '-'))
        {
            if (escape >= 0 && parsed.Tokens.Skip(escape).Any(token => token.Value == word))
            {
                continue;
            }

            string name = word.Split('=', ':')[0];
            string nearest = NearestName.Of(name, Options(parsed).Select(option => option.Name)) is { } near ? $"; did you mean '{near}'?" : ".";
            return $"'{name}' is no option here{nearest}";
        }

        foreach (OptionResult option in parsed.CommandResult.Children.OfType<OptionResult>())
        {
            if (option.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } next)
            {
                return $"'{option.IdentifierToken?.Value ?? option.Option.Name}' has no value: '{next.Value}' follows it.";
            }
        }

        return null;
    }

    private static string? EmptyValue(ParseResult parsed)
    {
        foreach (ArgumentResult argument in parsed.CommandResult.Children.OfType<ArgumentResult>())
        {
            if (argument.Tokens.Any(token => token.Value.Length == 0))
            {
                return $"'{argument.Argument.Name}' is empty.";
            }
        }

        foreach (OptionResult option in parsed.CommandResult.Children.OfType<OptionResult>())
        {
            if (option.Tokens.Any(token => token.Value.Length == 0))
            {
                return $"'{option.Option.Name}' is empty.";
            }
        }

        return null;
    }

    private static string Path(ParseResult parsed)
    {
        string path = "";
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = command.Parent)
        {
            path = command.Command is RootCommand ? path : $"{command.Command.Name} {path}";
        }

        return path;
    }
}
