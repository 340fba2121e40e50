using System.Buffers.Binary;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Components.Dropout;

/// <summary>
/// Draws masks. A bit is a function of seed, input, sample, layer and the first row that it gates alone: no module and no order of arrival
/// changes one; of bits that gate a row each, no partition does either.
/// </summary>
internal sealed class DropoutDraws : IGateDraws
{
    // Counter word 2 in the low half, where no Gaussian and no noise of a read counts.
    private const uint Domain = 0xFE00;

    private readonly ulong _seed;
    private readonly Extent _group;
    private readonly ulong _threshold;

    public DropoutDraws(ArchitectureSpec spec, ulong seed)
    {
        DropoutSpec dropout = spec.Part<DropoutSpec>();
        _seed = seed;
        _group = dropout.Group;
        _threshold = (ulong)Math.Round(dropout.OffProbability * (1UL << 32));
    }

    /// <inheritdoc/>
    public void Fill(int input, int sample, int layer, int rowBase, int alwaysDriven, Span<bool> driven)
    {
        Span<byte> words = stackalloc byte[Philox4x32.BlockBytes];
        uint drawn = uint.MaxValue;
        for (int row = 0; row < driven.Length;)
        {
            uint first = _group.IsUnbounded ? 0 : (uint)(rowBase + row);
            if (first >> 2 != drawn)
            {
                drawn = first >> 2;
                Philox4x32.Block(_seed, (uint)input, (uint)sample, ((uint)layer << 16) | Domain, drawn, words);
            }

            int lines = Math.Min(_group.Limit, driven.Length - row);
            driven.Slice(row, lines).Fill(BinaryPrimitives.ReadUInt32LittleEndian(words[(int)(4 * (first & 3))..]) >= _threshold);
            row += lines;
        }

        driven[^alwaysDriven..].Fill(true);
    }
}
