namespace SpinArch.Hardware;

/// <summary>A flit on its way or arrived.</summary>
/// <param name="Payload">Its words in the mesh's pool.</param>
/// <param name="Node">Where it is in its route tree, or the endpoint it has reached.</param>
/// <param name="Buffer">The router input it enters next; -1 at an endpoint.</param>
internal readonly record struct Delivery(int Payload, int Node, int Buffer);
