namespace SpinArch.Hardware;

/// <summary>One end of a route tree: where flits are delivered and where their credits go back to.</summary>
/// <param name="Receiver">Tile index of the receiver, -1 for the port.</param>
/// <param name="Channel">The receiver's channel.</param>
/// <param name="Sender">Tile index of the sender, -1 for the port.</param>
/// <param name="Credit">The sender's channel and destination, as <see cref="Outlet.Pack"/> made it.</param>
/// <param name="Hops">Links from the sender's router to the receiver, the last one into the tile included.</param>
internal readonly record struct RouteEndpoint(int Receiver, int Channel, int Sender, int Credit, int Hops);
