namespace SpinArch.Components.Elements;

/// <summary>
/// Processing elements that multiply and accumulate, each several inputs a clock, with a lane of the generator for each of these.
/// </summary>
public sealed record ElementsSpec
{
    /// <summary><c>elements.sets</c>.</summary>
    public int Sets { get; init; } = 1;

    /// <summary><c>elements.perSet</c>: elements of a set, each for a column.</summary>
    public int PerSet { get; init; } = 1;

    /// <summary><c>elements.inputs</c>: inputs of an element a clock.</summary>
    public int Inputs { get; init; } = 1;

    /// <summary><c>elements.pipelineClocks</c>: clocks from the last product of a block to its last sum.</summary>
    public int PipelineClocks { get; init; }

    /// <summary><c>elements.handOverClocks</c>: clocks for activating the sums and writing them where the next layer reads.</summary>
    public int HandOverClocks { get; init; } = 1;

    /// <summary><c>elements.banks</c>: sets of sums, of one block each, that can be under way or waiting.</summary>
    public int Banks { get; init; } = 1;

    /// <summary><c>weightMemory.kbit</c>: thousands of bits of parameters that there is room for.</summary>
    public int MemoryKilobits { get; init; }

    /// <summary>Columns worked on at once.</summary>
    public int Outputs => Sets * PerSet;

    /// <summary>Products a clock, each with a weight of its own from the memory and a draw of its own.</summary>
    public int Lanes => Outputs * Inputs;

    /// <summary>Clocks in which the elements multiply a block: a group of columns after another, all rows of each.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public int Cycles(int rows, int columns) => checked(Passes(columns, Outputs) * Passes(rows, Inputs));

    private static int Passes(int items, int width) => ((items - 1) / width) + 1;
}
