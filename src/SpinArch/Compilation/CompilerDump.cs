using System.Globalization;
using System.Text;
using SpinArch.Isa;
using SpinArch.Networks;

namespace SpinArch.Compilation;

/// <summary>The products of the compiler's stages as text, for people and golden files.</summary>
public static class CompilerDump
{
    /// <summary>Writes the product of any stage.</summary>
    /// <param name="product">What <see cref="CompilerPipeline.Compile"/> told its observer.</param>
    public static string Write(object product) => product switch
    {
        NetworkGraph graph => Write(graph),
        PartitionedNetwork network => Write(network),
        PlacedNetwork placed => Write(placed),
        Program program => Disassembler.Disassemble(program, program.Network),
        _ => throw new ArgumentException($"no stage makes a {product?.GetType().Name}", nameof(product)),
    };

    private static string Write(NetworkGraph graph)
    {
        StringBuilder text = Line(new StringBuilder(), $"network {graph.Name}: {graph.Inputs} inputs, {(graph.HasWeights ? "weights" : "timing only")}");
        foreach (NetworkLayer layer in graph.Layers)
        {
            Line(text, $"  {layer.Name}: dense {layer.Inputs}{(layer.HasBias ? " + bias" : "")} -> {layer.Outputs}, {layer.Activation}");
        }

        return text.ToString();
    }

    private static string Write(PartitionedNetwork network)
    {
        var text = new StringBuilder();
        foreach (PartitionedLayer layer in network.Layers)
        {
            string slices = layer.Slices > 1 ? string.Create(CultureInfo.InvariantCulture, $", {layer.Slices} bit lines a column") : "";
            string copies = layer.Copies > 1 ? string.Create(CultureInfo.InvariantCulture, $", {layer.Copies} copies") : "";
            Line(text, $"{layer.Layer.Name}: {layer.RowBlocks.Length} x {layer.ColumnBlocks.Length} blocks, {layer.ColumnSum} column sum{(layer.MuReuse ? ", mu reuse" : "")}{slices}{copies}");
            Line(text, $"  rows    {Ranges(layer.RowBlocks)}");
            Line(text, $"  columns {Ranges(layer.ColumnBlocks)}");
        }

        return text.ToString();
    }

    private static string Write(PlacedNetwork placed)
    {
        StringBuilder text = Line(new StringBuilder(), $"mesh {placed.MeshWidth} x {placed.MeshHeight}");
        foreach (PlacementCost cost in placed.Costs)
        {
            double gain = 100.0 * (cost.Total - placed.Costs[0].Total) / Math.Max(1, cost.Total);
            string saved = cost == placed.Costs[0] ? "" : string.Create(CultureInfo.InvariantCulture, $"; {placed.Costs[0].Placement} saves {gain:F1} % of it");
            Line(text, $"  {cost.Placement}: cost {cost.Total} (distance {cost.Distance} flits x links, busiest link {cost.BusiestLink} flits an input){saved}");
        }

        for (int tile = 0; tile < placed.Tiles.Length; tile++)
        {
            TilePlace place = placed.Tiles[tile];
            PartitionedLayer layer = placed.Network.Layers[place.Layer];
            IndexRange blocks = layer.FanIn.Tiles[place.FanInTile];
            string rows = Ranges(layer.RowBlocks.Skip(blocks.Start).Take(blocks.Length));
            int parent = layer.FanIn.Parents[place.FanInTile];
            string role = parent == FanInPlan.None ? ", home" : $", to tile {placed.TileOf(place.Copy, place.Layer, parent, place.ColumnBlock)}";
            Line(text, $"  tile {tile} at {place.X},{place.Y}: {layer.Layer.Name} rows {rows} columns {layer.ColumnBlocks[place.ColumnBlock].Start}+{layer.ColumnBlocks[place.ColumnBlock].Length}{role}{(layer.Copies > 1 ? $", copy {place.Copy}" : "")}");
        }

        return text.ToString();
    }

    private static string Ranges(IEnumerable<IndexRange> ranges) =>
        string.Join(' ', ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.Start}+{range.Length}")));

    private static StringBuilder Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
