namespace SpinArch.Functional;

/// <summary>How often the converters of a layer converted, and clipped; and likewise its results without an activation.</summary>
internal sealed class LayerConversions
{
    /// <summary>Conversions of mean sums.</summary>
    public long Means { get; set; }

    /// <summary>Of them clipped.</summary>
    public long ClippedMeans { get; set; }

    /// <summary>Conversions of sigma sums.</summary>
    public long Sigmas { get; set; }

    /// <summary>Of them clipped.</summary>
    public long ClippedSigmas { get; set; }

    /// <summary>Results without an activation.</summary>
    public long Results { get; set; }

    /// <summary>Of them clipped to 16 bits.</summary>
    public long ClippedResults { get; set; }

    /// <summary>Adds what another counted.</summary>
    public void Add(LayerConversions other)
    {
        Means += other.Means;
        ClippedMeans += other.ClippedMeans;
        Sigmas += other.Sigmas;
        ClippedSigmas += other.ClippedSigmas;
        Results += other.Results;
        ClippedResults += other.ClippedResults;
    }
}
