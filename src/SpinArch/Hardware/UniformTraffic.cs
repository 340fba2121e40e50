using System.Buffers.Binary;
using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>Uniform random traffic: in every slot every node makes a flit with a given probability, for any other node with equal chance.</summary>
/// <param name="load">Flits a node and slot, 0 to 1.</param>
/// <param name="channels">Channels of a node: one to every other node.</param>
/// <param name="seed">Key of the draws.</param>
internal sealed class UniformTraffic(double load, int channels, ulong seed) : ITrafficPattern
{
    private readonly ulong threshold = (ulong)(load * 0x1_0000_0000);

    /// <inheritdoc/>
    public int ChannelAt(int node, long slot)
    {
        Span<byte> draw = stackalloc byte[16];
        Philox4x32.FillBlocks(seed, (uint)slot, (uint)(slot >> 32), (uint)node, 0, 1, draw);
        return BinaryPrimitives.ReadUInt32LittleEndian(draw) < threshold
            ? (int)(((ulong)BinaryPrimitives.ReadUInt32LittleEndian(draw[4..]) * (ulong)channels) >> 32)
            : -1;
    }
}
