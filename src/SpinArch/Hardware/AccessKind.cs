namespace SpinArch.Hardware;

/// <summary>How an access is looked at.</summary>
internal enum AccessKind : byte
{
    /// <summary>A full bank is needed and emptied.</summary>
    TakeBank,

    /// <summary>A full bank is needed and left.</summary>
    KeepBank,

    /// <summary>An empty bank is needed and filled.</summary>
    FillBank,

    /// <summary>The operation's block must be on its pair.</summary>
    KeepContent,

    /// <summary>The pair's reads must be over.</summary>
    ReplaceContent,

    /// <summary>The window of the operation's position must have arrived; rows that no later window needs leave.</summary>
    TakeWindow,

    /// <summary>Words, credits or the router: the unit itself looks.</summary>
    Message,
}
