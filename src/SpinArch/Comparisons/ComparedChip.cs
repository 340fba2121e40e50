using SpinArch.Configuration;
using SpinArch.Networks;

namespace SpinArch.Comparisons;

/// <summary>An architecture to compare, and the network that it runs.</summary>
/// <param name="Configuration">The architecture.</param>
/// <param name="Network">The network, with weights.</param>
public sealed record ComparedChip(EffectiveConfiguration Configuration, NetworkGraph Network);
