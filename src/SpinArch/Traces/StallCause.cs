namespace SpinArch.Traces;

/// <summary>What an operation waited for last before it started.</summary>
public enum StallCause : byte
{
    /// <summary>Nothing but its own issue.</summary>
    Issue = 0,

    /// <summary>The unit was busy with an earlier operation.</summary>
    UnitBusy = 1,

    /// <summary>A source bank was empty.</summary>
    SourceEmpty = 2,

    /// <summary>The destination bank was full.</summary>
    DestinationFull = 3,

    /// <summary>A message had not arrived.</summary>
    Message = 4,

    /// <summary>A credit had not come back.</summary>
    Credit = 5,

    /// <summary>The network did not take the flit yet.</summary>
    Network = 6,
}
