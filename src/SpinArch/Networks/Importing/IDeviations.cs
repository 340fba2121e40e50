namespace SpinArch.Networks.Importing;

/// <summary>Where the standard deviations of weights come from.</summary>
internal interface IDeviations
{
    /// <summary>The deviations of a tensor of means, in its order; null where it is not drawn.</summary>
    /// <param name="mean">The means.</param>
    /// <param name="isBias">Whether they are biases.</param>
    /// <exception cref="ImportFault">They should be there and are not, or are no deviations.</exception>
    double[]? Of(NamedTensor mean, bool isBias);

    /// <summary>What was given and did not fit anything, once all tensors were asked for: a line each.</summary>
    IEnumerable<string> Faults();

    /// <summary>What the user should know, once all tensors were asked for.</summary>
    IEnumerable<string> Notes();
}
