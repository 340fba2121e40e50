namespace SpinArch.Tiles;

/// <summary>
/// What an operation is, once its loop counters and conditions are resolved. A condition of a step names some of them and holds for an
/// operation that has all of these; one that names none always holds.
/// </summary>
[Flags]
public enum Traits
{
    /// <summary>Always.</summary>
    None = 0,

    /// <summary>The mean crossbar takes part, or the mean latch is consumed (<c>mean</c>).</summary>
    Mean = 1,

    /// <summary>The input bank is consumed (<c>x</c>).</summary>
    ConsumesInput = 2,

    /// <summary>The partial sum of the block before is added (<c>carry</c>).</summary>
    Carry = 4,

    /// <summary>Running sums start anew.</summary>
    First = 8,

    /// <summary>Running sums are handed over.</summary>
    Last = 16,

    /// <summary>Mean and sigma of the block's columns are converted apart and added digitally.</summary>
    Digital = 32,

    /// <summary>Mean and sigma of the block's columns meet in a spin neuron.</summary>
    Neuron = 64,

    /// <summary>The operand is in the mean and sigma latches.</summary>
    FromLatches = 128,

    /// <summary>The operand is the partial sum.</summary>
    FromPartialSum = 256,

    /// <summary>The operand is the output.</summary>
    FromOutput = 512,

    /// <summary>The operand is the statistics.</summary>
    FromStatistics = 1024,

    /// <summary>Words of other tiles take part.</summary>
    Messages = 2048,

    /// <summary>The column is the last one of its block.</summary>
    LastColumn = 4096,
}
