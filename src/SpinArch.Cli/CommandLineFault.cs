using System.CommandLine;
using System.CommandLine.Help;
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
        if (Options(parsed).OfType<HelpOption>().Any(option => parsed.GetResult(option) is { Implicit: false }))
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

        return $"{Worded(parsed.Errors[0])} {help}";
    }

    private static string Worded(ParseError error)
    {
        string message = error.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal).TrimEnd();
        if (message[^1] is not ('.' or '?'))
        {
            message += ".";
        }

        OptionResult? option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        if (option is null)
        {
            return message;
        }

        if (option.Tokens.Count == 1 && (option.Option.ValueType.IsPrimitive || Nullable.GetUnderlyingType(option.Option.ValueType) is not null))
        {
            return $"{option.Option.Name}: '{option.Tokens.FirstOrDefault()?.Value}' is no whole number in range.";
        }

        return message.Contains(option.Option.Name, StringComparison.Ordinal) ? message : $"{option.Option.Name}: {message}";
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
        if (parsed.Tokens.FirstOrDefault(token => token.Type == TokenType.Directive) is { } directive)
        {
            return $"'{directive.Value}' is no verb.";
        }

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
