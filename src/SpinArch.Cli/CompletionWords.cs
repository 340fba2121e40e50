using System.CommandLine;
using System.CommandLine.Completions;

namespace SpinArch.Cli;

/// <summary>What can stand at the end of a command line that is being typed: a verb, an option, or one of an option's values.</summary>
internal static class CompletionWords
{
    /// <summary>The word that asks for completions; it stands before the words that are typed, the last of them being the one to complete.</summary>
    public const string Request = "__complete";

    /// <summary>What can stand in the place of the last word, sorted; nothing where only a file or a number can.</summary>
    /// <param name="root">The verbs.</param>
    /// <param name="words">The words so far, the last one begun or empty.</param>
    public static string[] Of(Command root, ReadOnlySpan<string> words)
    {
        string typed = words.Length == 0 ? "" : words[^1];
        Command command = root;
        Option? open = null;
        int positional = 0;
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (string word in words.Length == 0 ? [] : words[..^1])
        {
            if (open is not null)
            {
                open = null;
            }
            else if (word.StartsWith('-'))
            {
                open = Named(command, word) is { } option && option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool) ? option : null;
                given.Add(word);
            }
            else if (positional == 0 && command.Subcommands.FirstOrDefault(verb => verb.Name == word) is { } verb)
            {
                command = verb;
                given.Clear();
            }
            else
            {
                positional++;
            }
        }

        IEnumerable<string> candidates = open is not null ? Labels(open.GetCompletions(CompletionContext.Empty))
            : typed.StartsWith('-') ? Options(command).Where(option => option.AllowMultipleArgumentsPerToken || option.ValueType.IsArray || !given.Contains(option.Name)).Select(option => option.Name)
            : [.. positional == 0 ? command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name) : [], .. Positional(command, positional)];
        return [.. candidates.Where(label => label.StartsWith(typed, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive))).Where(option => !option.Hidden);

    private static Option? Named(Command command, string word) => Options(command).FirstOrDefault(option => option.Name == word || option.Aliases.Contains(word));

    private static IEnumerable<string> Positional(Command command, int index) =>
        index < command.Arguments.Count ? Labels(command.Arguments[index].GetCompletions(CompletionContext.Empty)) : [];

    private static IEnumerable<string> Labels(IEnumerable<CompletionItem> items) => items.Select(item => item.InsertText ?? item.Label);
}
