using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>One way to combine the partial sums of a partitioned fan-in: how many row blocks share a tile, and who sends to whom.</summary>
internal interface IFanInStrategy
{
    /// <summary>The plan for every column range of a layer.</summary>
    /// <param name="layer">The layer's name, for messages.</param>
    /// <param name="rowBlocks">Row blocks of the layer, at least 1.</param>
    /// <param name="spec">The architecture.</param>
    /// <exception cref="InputException">The architecture cannot carry it out.</exception>
    FanInPlan Plan(string layer, int rowBlocks, ArchitectureSpec spec);
}
