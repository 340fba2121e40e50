using System.Collections.Immutable;

namespace SpinArch.Isa.Assembly;

/// <summary>Splits one line into tokens; a semicolon starts a comment.</summary>
internal static class Lexer
{
    /// <summary>The tokens of a line, the end token last.</summary>
    /// <exception cref="AssemblyException">A character that starts no token.</exception>
    public static ImmutableArray<Token> Split(string line)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>();
        int index = 0;
        while (index < line.Length && line[index] != ';')
        {
            int start = index;
            char c = line[index];
            if (c is ' ' or '\t')
            {
                index++;
            }
            else if (c == '"')
            {
                string text = QuotedText.Read(line, ref index);
                tokens.Add(new Token(TokenKind.Text, text, start + 1));
            }
            else if (IsArrow(line, index))
            {
                index += 2;
                tokens.Add(new Token(TokenKind.Mark, line[start..index], start + 1));
            }
            else if (c is '[' or ']' or '=' or ',' or '+')
            {
                index++;
                tokens.Add(new Token(TokenKind.Mark, line[start..index], start + 1));
            }
            else if (IsWord(c))
            {
                while (index < line.Length && IsWord(line[index]) && !IsArrow(line, index))
                {
                    index++;
                }

                tokens.Add(new Token(TokenKind.Word, line[start..index], start + 1));
            }
            else
            {
                throw new AssemblyException(start + 1, $"unexpected character {Describe(c)}");
            }
        }

        tokens.Add(new Token(TokenKind.End, "", index + 1));
        return tokens.ToImmutable();
    }

    private static bool IsArrow(string line, int index) =>
        index + 1 < line.Length && (line[index], line[index + 1]) is ('-', '>') or ('<', '-');

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '@' or '_' or '-' or '/';

    private static string Describe(char c) => char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"'{c}'";
}
