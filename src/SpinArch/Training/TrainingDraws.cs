using System.Runtime.Intrinsics;

namespace SpinArch.Training;

/// <summary>
/// The random numbers of training, a pure function of (seed, purpose, round, index): nothing is carried from draw to draw, so a resumed run and
/// any number of threads see the same numbers. The mixer is SplitMix64's (G. Steele, D. Lea, C. Flood, OOPSLA 2014).
/// </summary>
internal static class TrainingDraws
{
    /// <summary>What a draw is for; part of its key, so that purposes never share numbers.</summary>
    public enum Purpose
    {
        /// <summary>The initial mean weights.</summary>
        Initial,

        /// <summary>The order of the images in an epoch.</summary>
        Order,

        /// <summary>The shift of an image in an epoch.</summary>
        Shift,

        /// <summary>The noise of the pre-activations in a step.</summary>
        Noise,

        /// <summary>The weights of a sampled network in an evaluation.</summary>
        Evaluation,
    }

    /// <summary>64 random bits.</summary>
    /// <param name="key">From <see cref="Key"/>.</param>
    /// <param name="index">Which draw of that key.</param>
    /// <returns>The bits.</returns>
    public static ulong Bits(ulong key, ulong index) => Mix(key + ((index + 1) * 0x9E3779B97F4A7C15));

    /// <summary>The key of one stream.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the draws are for.</param>
    /// <param name="round">Epoch, step or sample.</param>
    /// <param name="part">Layer, or 0.</param>
    /// <returns>The key.</returns>
    public static ulong Key(ulong seed, Purpose purpose, long round, int part) =>
        Mix(Mix(Mix(seed ^ 0x5350494E41524348) + ((ulong)purpose << 32) + (ulong)part) + (ulong)round);

    /// <summary>Standard normal numbers, one per element.</summary>
    /// <param name="key">From <see cref="Key"/>.</param>
    /// <param name="first">The index of the first draw.</param>
    /// <param name="target">Filled; the length is a multiple of eight.</param>
    public static void FillNormal(ulong key, ulong first, Span<float> target)
    {
        Span<float> uniform = stackalloc float[8];
        for (int at = 0; at < target.Length; at += 8)
        {
            for (int lane = 0; lane < 8; lane++)
            {
                // The middle of one of 2^23 equal cells of (-1, 1): exact in single precision, and never an end.
                int cell = (int)(Bits(key, first + (ulong)(at + lane)) >> 41);
                uniform[lane] = (((2 * cell) + 1) * (1f / (1 << 23))) - 1f;
            }

            VectorMath.NormalQuantile(Vector256.Create<float>(uniform)).CopyTo(target[at..]);
        }
    }

    /// <summary>A permutation of 0 .. count - 1 (Fisher and Yates).</summary>
    /// <param name="key">From <see cref="Key"/>.</param>
    /// <param name="count">How many.</param>
    /// <returns>The permutation.</returns>
    public static int[] Permutation(ulong key, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = Below(key, (ulong)i, i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1 (uniform within 2^-32).</summary>
    /// <param name="key">From <see cref="Key"/>.</param>
    /// <param name="index">Which draw.</param>
    /// <param name="limit">The number of outcomes.</param>
    /// <returns>The number.</returns>
    public static int Below(ulong key, ulong index, int limit) => (int)(((Bits(key, index) >> 32) * (ulong)limit) >> 32);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
