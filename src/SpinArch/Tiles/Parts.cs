namespace SpinArch.Tiles;

/// <summary>How an operation is cut into parts that start one after another.</summary>
public enum Parts
{
    /// <summary>It is done in one go.</summary>
    One,

    /// <summary>A part a bit slice of the weights.</summary>
    Slices,

    /// <summary>A part a slice of the inputs, whose bits are driven one slice after another.</summary>
    Drives,

    /// <summary>A part a flit of the words that are sent.</summary>
    Flits,

    /// <summary>A part a batch of words, as many as have arrived.</summary>
    Batches,
}
