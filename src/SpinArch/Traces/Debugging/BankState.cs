using SpinArch.Hardware;

namespace SpinArch.Traces.Debugging;

/// <summary>How many banks of a store are full, on their way (reserved and not yet full) and empty.</summary>
/// <param name="Name">The store, as the configuration key is called that sizes it.</param>
/// <param name="Full">Full banks.</param>
/// <param name="Filling">Banks being filled.</param>
/// <param name="Banks">All of them.</param>
internal readonly record struct BankState(string Name, int Full, int Filling, int Banks)
{
    public const string Input = "input";
    public const string Sampler = "sampler";
    public const string SigmaInput = "sigmaInput";
    public const string SampleHold = "sampleHold";

    /// <summary>The names of the stores with banks.</summary>
    public static readonly string[] Names = [Input, Sampler, SigmaInput, SampleHold];

    /// <summary>The stores of a tile: an input register for each crossbar pair, the others once.</summary>
    public static IEnumerable<BankState> Of(Tile tile) =>
    [
        .. tile.Blocks.Select(block => From(Input, block.InputBanks)),
        From(Sampler, tile.Sampler.Banks),
        From(SigmaInput, tile.Scaler.Banks),
        From(SampleHold, tile.Reader.Banks),
    ];

    private static BankState From(string name, BankRing ring) => new(name, ring.Full, ring.Reserved - ring.Full, ring.Count);
}
