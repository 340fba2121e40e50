using System.Collections.Immutable;
using System.Globalization;

namespace SpinArch.Isa.Assembly;

/// <summary>Walks the tokens of one line; every expectation that fails is an error at the token it failed on.</summary>
internal sealed class TokenReader(ImmutableArray<Token> tokens)
{
    private int index;

    public Token Current => tokens[index];

    public bool AtEnd => Current.Kind == TokenKind.End;

    public Token Take() => AtEnd ? Current : tokens[index++];

    public bool IsMark(string mark) => Current.Kind == TokenKind.Mark && Current.Text == mark;

    public bool IsWord(string word) => Current.Kind == TokenKind.Word && Current.Text == word;

    public bool TakeMark(string mark)
    {
        bool found = IsMark(mark);
        index += found ? 1 : 0;
        return found;
    }

    public void ExpectMark(string mark)
    {
        if (!TakeMark(mark))
        {
            throw Unexpected($"'{mark}'");
        }
    }

    public void ExpectWord(string word)
    {
        if (!IsWord(word))
        {
            throw Unexpected($"'{word}'");
        }

        index++;
    }

    public Token ExpectWord(string what, out string word)
    {
        if (Current.Kind != TokenKind.Word)
        {
            throw Unexpected(what);
        }

        word = Current.Text;
        return tokens[index++];
    }

    /// <summary>A name: a text in quotes, or a bare word.</summary>
    public string ExpectName(string what) =>
        Current.Kind is TokenKind.Word or TokenKind.Text ? tokens[index++].Text : throw Unexpected(what);

    public string ExpectOneOf(string what, params ReadOnlySpan<string> allowed)
    {
        if (Current.Kind == TokenKind.Word && allowed.Contains(Current.Text))
        {
            return tokens[index++].Text;
        }

        throw Unexpected($"{what} ({string.Join(", ", allowed.ToArray())})", allowed.ToArray());
    }

    public long ExpectNumber(string what, long minimum, long maximum)
    {
        if (Current.Kind != TokenKind.Word
            || !(char.IsAsciiDigit(Current.Text[0]) || Current.Text[0] == '-')
            || !Int128.TryParse(Current.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value))
        {
            throw Unexpected($"{what} (a whole number)");
        }

        if (value < minimum || value > maximum)
        {
            throw Error(FormattableString.Invariant($"{what} is {value}, allowed is {minimum} to {maximum}"));
        }

        index++;
        return (long)value;
    }

    public int ExpectInt(string what, int minimum = int.MinValue) => (int)ExpectNumber(what, minimum, int.MaxValue);

    public double ExpectReal(string what)
    {
        if (Current.Kind != TokenKind.Word
            || !double.TryParse(Current.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !double.IsFinite(value))
        {
            throw Unexpected($"{what} (a finite number)");
        }

        index++;
        return value;
    }

    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw Unexpected("the end of the line");
        }
    }

    public AssemblyException Unexpected(string expected, params string[] candidates)
    {
        string hint = Current.Kind == TokenKind.Word ? Spelling.Hint(Current.Text, candidates) : "";
        return Error($"expected {expected}, not {Describe(Current)}{hint}");
    }

    public AssemblyException Error(string message) => new(Current.Column, message);

    private static string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "the end of the line",
        TokenKind.Text => "a text in quotes",
        TokenKind.Word or TokenKind.Mark or _ => token.Text.Length > 40 ? $"'{token.Text[..40]}...'" : $"'{token.Text}'",
    };
}
