namespace SpinArch.Networks;

/// <summary>Which half of an MNIST folder is meant.</summary>
public enum IdxSplit
{
    /// <summary>The training images: <c>train-*-ubyte</c>.</summary>
    Train,

    /// <summary>The test images: <c>t10k-*-ubyte</c>.</summary>
    Test,
}
