namespace SpinArch.Hardware;

/// <summary>Who sends when in a study of the mesh alone.</summary>
internal interface ITrafficPattern
{
    /// <summary>The channel on which a node makes a flit in a slot of one flit time, -1 for none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="slot">From 0; every slot is asked for once, in order.</param>
    int ChannelAt(int node, long slot);
}
