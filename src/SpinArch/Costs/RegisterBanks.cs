namespace SpinArch.Costs;

/// <summary>
/// The register file that serves a number of words: the smallest of the published sizes (32, 64, 128, 256) that holds them,
/// or, beyond 256, as many files of 128 as are needed.
/// </summary>
/// <param name="Size">Words of one file; the last part of the technology key.</param>
/// <param name="Count">How many files.</param>
public readonly record struct RegisterBanks(int Size, int Count)
{
    /// <summary>Every size published.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [32, 64, 128, 256];

    /// <summary>The files for some words.</summary>
    /// <param name="words">Rows or columns; none need no file.</param>
    public static RegisterBanks For(int words) => words switch
    {
        <= 0 => new RegisterBanks(32, 0),
        <= 32 => new RegisterBanks(32, 1),
        <= 64 => new RegisterBanks(64, 1),
        <= 128 => new RegisterBanks(128, 1),
        <= 256 => new RegisterBanks(256, 1),
        _ => new RegisterBanks(128, (words + 127) / 128),
    };
}
