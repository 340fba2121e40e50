using SpinArch.Compilation;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>All that a layout depends on, for one network.</summary>
/// <param name="Rows"><c>crossbar.rows</c>.</param>
/// <param name="Columns"><c>crossbar.columns</c>.</param>
/// <param name="Slices">Bit lines of a column of weights.</param>
/// <param name="ReadsWhole">Whether arrays are read whole.</param>
/// <param name="ColumnSum"><c>crossbar.columnSum</c>.</param>
/// <param name="WordsPerFlit">Words of one flit.</param>
/// <param name="Mesh">The mesh.</param>
/// <param name="Mapping">The mapping.</param>
/// <param name="Pairs">Crossbar pairs of a tile, as far as an instruction can name them.</param>
/// <param name="Places">Row blocks that a tile can hold, likewise.</param>
/// <param name="QueueDepth"><c>sequencer.queueDepth</c>, as far as blocks go.</param>
/// <param name="Copies">What a tile budget has chosen, which depends on times too; empty without one.</param>
/// <param name="Samples">Samples an input where the layout depends on them: copies share them, and a placement weighs what they send; else 0.</param>
internal readonly record struct LayoutKey(
    Extent Rows,
    Extent Columns,
    int Slices,
    bool ReadsWhole,
    ColumnSum ColumnSum,
    int WordsPerFlit,
    MeshSpec Mesh,
    MappingSpec Mapping,
    int Pairs,
    int Places,
    int QueueDepth,
    string Copies,
    int Samples)
{
    public static LayoutKey Of(NetworkGraph graph, ArchitectureSpec spec, int samples, string copies) => new(
        spec.Crossbar.Rows,
        spec.Crossbar.Columns,
        spec.Weight.Slices,
        spec.ReadsWhole,
        spec.Crossbar.ColumnSum,
        spec.Link.WordsPerFlit,
        spec.Mesh,
        spec.Mapping,
        Math.Min(spec.Crossbar.PairsPerTile, TimeMultiplexFanIn.MostBlocks),
        Math.Min(spec.Crossbar.BlockPlaces, TimeMultiplexFanIn.MostBlocks),
        Math.Min(spec.Sequencer.QueueDepth, TimeMultiplexFanIn.MostBlocks),
        copies,
        copies.Length > 0 || spec.Mapping.Placement == "optimized" || spec.Mapping.Replicas > 1 || HasCopies(graph) ? samples : 0);

    private static bool HasCopies(NetworkGraph graph)
    {
        for (int layer = 0; layer < graph.Layers.Length; layer++)
        {
            if (graph.Layers[layer].Replicas > 1)
            {
                return true;
            }
        }

        return false;
    }
}
