using System.CommandLine;

namespace SpinArch.Cli.Verbs;

/// <summary>A command line as one would type it again.</summary>
internal static class CommandText
{
    /// <summary>The words of a parsed command line, quoted where a shell would take them apart.</summary>
    public static string Of(ParseResult result) => string.Join(' ', ["spinarch", .. result.Tokens.Select(token => Quoted(token.Value))]);

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_=./:,+@%".Contains(letter, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
