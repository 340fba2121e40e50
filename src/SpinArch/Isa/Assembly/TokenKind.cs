namespace SpinArch.Isa.Assembly;

/// <summary>The kinds of <see cref="Token"/>.</summary>
internal enum TokenKind
{
    /// <summary>The end of the line.</summary>
    End,

    /// <summary>A name, number, directive or mnemonic.</summary>
    Word,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>One of <c>[ ] = , + -&gt; &lt;-</c>.</summary>
    Mark,
}
