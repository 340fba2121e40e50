namespace SpinArch.Training;

/// <summary>What a random number of training is for; part of its counter, so that purposes never share numbers.</summary>
internal enum DrawPurpose
{
    /// <summary>The initial mean weights; part = layer.</summary>
    Initial,

    /// <summary>The order of the images; round = epoch.</summary>
    Order,

    /// <summary>The shifts of the images; round = epoch.</summary>
    Shift,

    /// <summary>The noise of the pre-activations; round = step, part = layer.</summary>
    Noise,

    /// <summary>The weights of a sampled network in an evaluation; round = sample, part = layer.</summary>
    Evaluation,
}
