namespace SpinArch.Isa.Assembly;

/// <summary>One mistake in assembly text, with the place a caret points to.</summary>
/// <param name="Place">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
/// <param name="SourceLine">The line as it stands in the file.</param>
public sealed record AssemblyError(string Place, int Line, int Column, string Message, string SourceLine)
{
    private const int Before = 60;
    private const int Shown = 100;

    /// <summary>Three lines: <c>file:line:column: message</c>, the source line (a window of it where it is long), and the caret.</summary>
    public override string ToString() => ToString("");

    /// <summary>The same three lines, with a remark at the end of the first.</summary>
    public string ToString(string remark)
    {
        int caret = Math.Clamp(Column - 1, 0, SourceLine.Length);
        int start = SourceLine.Length <= Shown ? 0 : Math.Max(0, caret - Before);
        string window = SourceLine[start..Math.Min(SourceLine.Length, start + Shown)];
        // Tabs stay tabs under the caret, so that it stands right whatever their width.
        string indent = string.Concat(window.Take(caret - start).Select(c => c == '\t' ? '\t' : ' '));
        string shown = string.Concat(window.Select(c => char.IsControl(c) && c != '\t' ? '?' : c));
        return FormattableString.Invariant($"{Place}:{Line}:{Column}: {Message}{remark}\n{shown}\n{indent}^");
    }
}
