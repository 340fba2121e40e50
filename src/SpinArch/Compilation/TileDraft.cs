using SpinArch.Isa;

namespace SpinArch.Compilation;

/// <summary>A tile's program while it is put together: its channels first, then its code.</summary>
internal sealed class TileDraft(BlockPlace place, LayerBlock block)
{
    public BlockPlace Place { get; } = place;

    public LayerBlock Block { get; } = block;

    public List<ReceiveChannel> Receives { get; } = [];

    public List<SendChannel> Sends { get; } = [];

    /// <summary>Receive channels that carry input vectors; they come first.</summary>
    public int VectorChannels { get; set; }

    /// <summary>Columns of the block and the send channel that takes them, in order of column.</summary>
    public List<(IndexRange Columns, int Channel)> Outlets { get; } = [];

    /// <summary>Adds an incoming channel.</summary>
    /// <returns>Its id.</returns>
    public int AddReceive(ReceiveChannel channel)
    {
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
        Blocks = [Block],
        Receives = [.. Receives],
        Sends = [.. Sends],
        Code = [.. code],
    };
}
