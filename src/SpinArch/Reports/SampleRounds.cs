using System.Numerics;
using SpinArch.Isa;

namespace SpinArch.Reports;

/// <summary>How the samples of a program are dealt to the copies of its layers: what counts are a whole pattern.</summary>
internal readonly struct SampleRounds
{
    // Beyond that many samples of the most copied layer a pattern is too long to be waited for.
    private const int LongestPattern = 8;

    // More samples than any program has.
    private const int MostSamples = 1 << 30;

    private readonly long pattern;

    public SampleRounds(Program program)
    {
        Most = program.Tiles.Max(tile => tile.SampleStep);
        Fewest = program.Tiles.Min(tile => tile.SampleStep);
        pattern = 1;
        foreach (TileProgram tile in program.Tiles)
        {
            pattern = pattern > LongestPattern * (long)Most ? pattern : pattern / (long)BigInteger.GreatestCommonDivisor(pattern, tile.SampleStep) * tile.SampleStep;
        }
    }

    /// <summary>Copies of the layer that has most.</summary>
    public int Most { get; }

    /// <summary>Copies of the layer that has fewest.</summary>
    public int Fewest { get; }

    /// <summary>The fewest samples that are whole patterns and a number of samples of every copy.</summary>
    /// <param name="samplesOfACopy">At least so many of the most copied layer's copies.</param>
    public int Window(int samplesOfACopy)
    {
        long least = (long)samplesOfACopy * Most;
        return (int)Math.Min(MostSamples, pattern > LongestPattern * (long)Most ? least : (least + pattern - 1) / pattern * pattern);
    }
}
