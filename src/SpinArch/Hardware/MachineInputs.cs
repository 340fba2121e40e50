using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>What a simulation is given besides chip and program.</summary>
public sealed record MachineInputs
{
    /// <summary>Key of all draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Pixels of each network input, 0..255, [inputs][InputWords]; empty for a timing-only run.</summary>
    public required IReadOnlyList<byte[]> Images { get; init; }

    /// <summary>Time between arrivals at the port; zero for inputs back to back.</summary>
    public Picoseconds ArrivalInterval { get; init; }
}
