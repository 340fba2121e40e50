namespace SpinArch.Isa.Assembly;

/// <summary>One token of a line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a string, the content without quotes and escapes.</param>
/// <param name="Column">Where it starts, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Column);
