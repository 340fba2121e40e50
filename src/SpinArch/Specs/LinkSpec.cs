using SpinArch.Kernel;

namespace SpinArch.Specs;

/// <summary>Mesh links: single-flit packets, a header of 16 bits and then 16-bit words.</summary>
public sealed record LinkSpec
{
    /// <summary><c>link.hopNs</c>: router to router.</summary>
    public required Picoseconds Hop { get; init; }

    /// <summary><c>link.flitNs</c>: between flits on one link.</summary>
    public required Picoseconds Flit { get; init; }

    /// <summary><c>link.flitBits</c>: header included.</summary>
    public required int FlitBits { get; init; }

    /// <summary>Words of one flit: 16 of its bits are the header, and one word fits always.</summary>
    public int WordsPerFlit => Math.Max(1, (FlitBits - 16) / 16);

    /// <summary><c>link.bufferFlits</c>: of each router input.</summary>
    public required int BufferFlits { get; init; }

    /// <summary><c>link.receiveFlits</c>: receive buffer of each channel, which is also its credits.</summary>
    public required int ReceiveFlits { get; init; }
}
