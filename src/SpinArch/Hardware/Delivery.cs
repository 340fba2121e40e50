namespace SpinArch.Hardware;

/// <summary>A flit on its way or arrived.</summary>
/// <param name="Payload">Its words in the mesh's pool.</param>
/// <param name="Node">Where it is in its route tree, or the endpoint it has reached.</param>
/// <param name="Router">The router it enters next; -1 at an endpoint.</param>
/// <param name="Side">The input of that router; -1 at an endpoint.</param>
internal readonly record struct Delivery(int Payload, int Node, int Router, int Side);
