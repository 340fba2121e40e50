namespace SpinArch.Specs;

/// <summary>The drivers of the word lines.</summary>
public sealed record DacSpec
{
    /// <summary><c>dac.bits</c>: magnitude bits of a drive code; the sigma drive has a sign besides.</summary>
    public required int Bits { get; init; }

    /// <summary>
    /// <c>dac.bitsAtOnce</c>: bits of a code that are driven together, the lowest first; all of them where it is not said.
    /// </summary>
    public int BitsAtOnce { get; init; } = int.MaxValue;

    /// <summary>Slices of a code that are driven one after another.</summary>
    public int Slices => Math.Max(1, (int)(((long)Bits + BitsAtOnce - 1) / BitsAtOnce));

    /// <summary>Bits of a driver.</summary>
    public int DriverBits => Math.Min(Bits, BitsAtOnce);
}
