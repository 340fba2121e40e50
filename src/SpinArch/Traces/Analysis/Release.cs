namespace SpinArch.Traces.Analysis;

/// <summary>What of an activity let another one start.</summary>
public enum Release
{
    /// <summary>That it began: an instruction was issued, or a queue slot or a router slot became empty.</summary>
    Begun,

    /// <summary>The unit or the link was free again.</summary>
    Freed,

    /// <summary>Its result was there, or what it used was used up.</summary>
    Done,

    /// <summary>Its flit arrived at the next router, the tile or the port.</summary>
    Arrived,

    /// <summary>The credit of the flit that it took came back to the sender.</summary>
    Credited,
}
