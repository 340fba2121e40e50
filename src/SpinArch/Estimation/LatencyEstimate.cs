namespace SpinArch.Estimation;

/// <summary>Times of a run at one design point [ps].</summary>
internal struct LatencyEstimate
{
    /// <summary>When the last flit reaches the port.</summary>
    public long End;

    /// <summary>When the last result of the first input reaches the port.</summary>
    public long FirstInput;

    /// <summary>When the first sample is complete: the end of filling.</summary>
    public long FirstSample;

    /// <summary>When the first layer has worked on its last sample: the begin of draining.</summary>
    public long FirstLayerEnd;

    /// <summary>Between completions of samples in the later half of an input; of inputs where they have one sample; 0 where there are no two.</summary>
    public double PerSample;

    /// <summary>Between completions of inputs; 0 for a single one.</summary>
    public long PerInput;

    /// <summary>The inputs whose times were followed one by one; the later ones continue at <see cref="PerInput"/>.</summary>
    public int Followed;
}
