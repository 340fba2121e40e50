namespace SpinArch.Estimation;

/// <summary>The inputs of row blocks that the port streams one after another.</summary>
/// <param name="Flits">Flits of one of them.</param>
/// <param name="Hops">Links to the farthest of its tiles.</param>
/// <param name="Times">How many blocks in a row are like that.</param>
internal readonly record struct PortStream(int Flits, int Hops, int Times);
