namespace SpinArch.Specs;

/// <summary>Makes the user's own text safe to repeat in a one-line message.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    /// <summary>The text without control characters, at most 60 characters long.</summary>
    internal static string Short(string text) =>
        Line(text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "...") : text);

    /// <summary>The text with control characters turned to spaces.</summary>
    internal static string Line(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
}
