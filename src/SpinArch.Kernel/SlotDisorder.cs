namespace SpinArch.Kernel;

/// <summary>What must be done about a slot's list before it is drained.</summary>
[Flags]
internal enum SlotDisorder : byte
{
    /// <summary>Nothing: it is one instant's events in order.</summary>
    None = 0,

    /// <summary>It holds several instants, which by itself is no harm.</summary>
    Instants = 1,

    /// <summary>Something was appended that belongs further to the front.</summary>
    Order = 2,
}
