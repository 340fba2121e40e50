namespace SpinArch.Isa;

/// <summary>One end of a channel.</summary>
/// <param name="Tile">Tile index, -1 for the port.</param>
/// <param name="Channel">Receive channel there.</param>
public readonly record struct ChannelDestination(int Tile, int Channel);
