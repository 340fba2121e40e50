namespace SpinArch.Specs;

/// <summary>Which weight the highest level, and with it the highest conductance, stands for.</summary>
public enum WeightUnity
{
    /// <summary>The largest magnitude of a layer's means, and of its sigmas: every level is used.</summary>
    Largest,

    /// <summary>A weight of one, for means and sigmas alike: levels above a layer's largest weight are not.</summary>
    One,

    /// <summary>
    /// What the weights of a layer reach: its largest magnitude of a mean plus three of its deviations; sigmas as under
    /// <see cref="Largest"/>.
    /// </summary>
    Reach,
}
