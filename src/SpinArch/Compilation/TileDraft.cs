using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>A tile's program while it is put together: its channels first, then its code.</summary>
internal sealed class TileDraft(TilePlace place, ImmutableArray<LayerBlock> blocks)
{
    public TilePlace Place { get; } = place;

    /// <summary>In the order of their rows; all have the same columns.</summary>
    public ImmutableArray<LayerBlock> Blocks { get; } = blocks;

    public int Columns => Blocks[0].Columns;

    public List<ReceiveChannel> Receives { get; } = [];

    public List<SendChannel> Sends { get; } = [];

    /// <summary>How many ranges of channels carry input vectors in turn: one from each copy of the layer before that sends to this tile.</summary>
    public int VectorTurns { get; set; } = 1;

    /// <summary>By block: the receive channels that carry its input vector, turn by turn; those of all blocks come before any other.</summary>
    public IndexRange[] Vectors { get; } = new IndexRange[blocks.Length];

    /// <summary>Receive channels that carry partial sums.</summary>
    public IndexRange PartialSums { get; private set; }

    /// <summary>Columns of the block and the send channels that take them, in turn where there are several; in order of column.</summary>
    public List<(IndexRange Columns, IndexRange Channels)> Outlets { get; } = [];

    /// <summary>Adds an incoming channel of a block's input vector; blocks must be given in order.</summary>
    /// <returns>Its id.</returns>
    public int AddVector(int block, ReceiveChannel channel)
    {
        IndexRange range = Vectors[block].Length == 0 ? new IndexRange(Receives.Count, 0) : Vectors[block];
        Vectors[block] = range with { Length = range.Length + 1 };
        Receives.Add(channel);
        return Receives.Count - 1;
    }

    /// <summary>Adds an incoming channel of partial sums.</summary>
    /// <returns>Its id.</returns>
    public int AddPartialSum(ReceiveChannel channel)
    {
        IndexRange range = PartialSums.Length == 0 ? new IndexRange(Receives.Count, 0) : PartialSums;
        PartialSums = range with { Length = range.Length + 1 };
        Receives.Add(channel);
        return Receives.Count - 1;
    }

    /// <summary>Adds an outgoing channel.</summary>
    /// <returns>Its id.</returns>
    public int AddSend(IEnumerable<ChannelDestination> destinations)
    {
        Sends.Add(new SendChannel { Destinations = [.. destinations] });
        return Sends.Count - 1;
    }

    /// <summary>The finished program.</summary>
    public TileProgram ToProgram(IEnumerable<Instruction> code) => new()
    {
        X = Place.X,
        Y = Place.Y,
        Blocks = Blocks,
        Receives = [.. Receives],
        Sends = [.. Sends],
        Code = [.. code],
    };
}
