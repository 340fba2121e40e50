using SpinArch.Arithmetic;
using SpinArch.Components;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Functional;

/// <summary>
/// The gates on the word lines of a layer, block by block as its crossbars have them; blocks of the same rows draw the same.
/// </summary>
internal sealed class LayerGates
{
    private readonly (IGateDraws Draws, double Remain)[] _gates;
    private readonly LayerBlock[] _rowBlocks;
    private readonly bool[] _driven;

    private LayerGates((IGateDraws Draws, double Remain)[] gates, IEnumerable<LayerBlock> blocks)
    {
        _gates = gates;
        _rowBlocks = [.. blocks.DistinctBy(block => block.RowBase)];
        _driven = new bool[_rowBlocks.Max(block => block.Rows)];
    }

    /// <summary>The gates of a layer; null where the architecture has none.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="seed">Key of all draws.</param>
    /// <param name="blocks">The layer's blocks.</param>
    public static LayerGates? Of(ArchitectureSpec spec, ulong seed, IEnumerable<LayerBlock> blocks)
    {
        (IGateDraws, double)[] gates =
            [.. ComponentCatalog.Of(spec).Where(kind => kind.Draws is not null).Select(kind => (kind.Draws!(spec, seed),
                kind.Remain(spec)))];
        return gates.Length == 0 ? null : new LayerGates(gates, blocks);
    }

    /// <summary>Leaves of the drive codes of a layer what a sample's gates leave.</summary>
    /// <param name="input">Index of the network input.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <param name="codes">A code a row; changed in place.</param>
    /// <param name="inputMaximum">Xmax.</param>
    public void Apply(int input, int sample, Span<short> codes, int inputMaximum)
    {
        foreach ((IGateDraws draws, double remain) in _gates)
        {
            int remaining = GatedDrive.Code(remain, inputMaximum);
            foreach (LayerBlock block in _rowBlocks)
            {
                Span<bool> driven = _driven.AsSpan(0, block.Rows);
                draws.Fill(input, sample, block.Layer, block.RowBase, block.AlwaysDrivenRows, driven);
                GatedDrive.Apply(codes.Slice(block.RowBase, block.Rows), driven, remaining, inputMaximum);
            }
        }
    }

    /// <summary>The same of inputs in real numbers.</summary>
    /// <param name="input">Index of the network input.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <param name="drive">A number a row; changed in place.</param>
    /// <param name="inputMaximum">Xmax where what is left is a drive code too; 0 where it is the share itself.</param>
    public void Apply(int input, int sample, Span<float> drive, int inputMaximum)
    {
        foreach ((IGateDraws draws, double remain) in _gates)
        {
            float share = (float)(inputMaximum == 0 ? remain : (double)GatedDrive.Code(remain, inputMaximum) / inputMaximum);
            foreach (LayerBlock block in _rowBlocks)
            {
                Span<bool> driven = _driven.AsSpan(0, block.Rows);
                draws.Fill(input, sample, block.Layer, block.RowBase, block.AlwaysDrivenRows, driven);
                for (int row = 0; row < driven.Length; row++)
                {
                    drive[block.RowBase + row] *= driven[row] ? 1 : share;
                }
            }
        }
    }
}
