namespace SpinArch.Specs;

/// <summary>How the partial sums of a fan-in that is partitioned over crossbars meet (<c>docs/fan-in.md</c>).</summary>
public enum FanInKind
{
    /// <summary>One home tile receives all partial sums and adds them.</summary>
    Gather,

    /// <summary>Every tile adds what it received and forwards the sum; the last one activates.</summary>
    Chain,

    /// <summary>Partial sums are added pairwise, in ceil(log2 B) rounds.</summary>
    Tree,

    /// <summary>A tile holds several row blocks on as many crossbar pairs, reads them in turn, and adds.</summary>
    TimeMultiplex,
}
