using SpinArch.Compilation;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// What the estimator has to know about one fan-in strategy: which tiles do what, and which words go where. Times, counts and
/// energies follow from that alike for all strategies.
/// </summary>
internal interface IFanInLayout
{
    /// <summary>Describes a placed network.</summary>
    /// <param name="placed">The network, partitioned and placed.</param>
    /// <param name="mesh">Where the port is.</param>
    /// <param name="wordsPerFlit">Words of one flit.</param>
    DesignLayout Describe(PlacedNetwork placed, MeshSpec mesh, int wordsPerFlit);
}
