using SpinArch.Specs;

namespace SpinArch.Arithmetic;

/// <summary>
/// How a cell's value goes on from read to read (<c>docs/arithmetic.md</c>, section 13): from the draw of its weight and, where reads
/// follow each other soon, from the value before. Whatever the shape, the autocorrelation is an exponential. Policy: integers only, so that
/// every path computes the same.
/// </summary>
internal sealed class CellProcess
{
    /// <summary>Unit of a value of cells that are not gaussian: their deviation.</summary>
    public const int Deviation = 256;

    private const int ShareBits = 14;
    private const int Turn = 1 << 16;
    private const int CosineSteps = 1 << 12;
    private const int TurnBits = 8;

    private readonly CellShape _shape;
    private readonly int _maximum;
    private readonly double _drawDeviation;

    // By draw: its rank, the share of draws below it and half of those like it, in 1 / 65536.
    private readonly int[] _rank;
    private readonly short[] _cosine;

    /// <param name="shape">The shape, of cells that fluctuate.</param>
    /// <param name="sampler">V and b of the draws.</param>
    public CellProcess(CellShape shape, SamplerSpec sampler)
    {
        _shape = shape;
        int highest = (1 << sampler.Bits) - 1;
        _maximum = sampler.Variables * highest;
        _drawDeviation = Math.Sqrt(sampler.Variables * (Math.Pow(4, sampler.Bits) - 1) / 3);
        _rank = shape is CellShape.Arcsine or CellShape.TwoState ? Ranks(sampler.Variables, highest) : [];
        _cosine = shape == CellShape.Arcsine
            ? [.. Enumerable.Range(0, CosineSteps).Select(step => (short)Math.Round(
                Math.Sqrt(2) * Deviation * Math.Cos(2 * Math.PI * step / CosineSteps), MidpointRounding.AwayFromZero))]
            : [];
    }

    /// <summary>Standard deviation of a value.</summary>
    public double ValueDeviation => _shape == CellShape.Gaussian ? _drawDeviation : Deviation;

    /// <summary>What of a value is kept to the next read, and what of the draw comes to it; both 0 and all where nothing is kept.</summary>
    /// <param name="times">Distance of the reads in correlation times.</param>
    public (int Kept, int Fresh) Memory(double times)
    {
        double kept = FluctuationSpec.Kept(times);
        int share = (int)Math.Round(kept * (1 << ShareBits), MidpointRounding.AwayFromZero);
        return share == 0 ? (0, 1 << ShareBits) : _shape switch
        {
            CellShape.Gaussian => (share, (int)Math.Round(Math.Sqrt(1 - (kept * kept)) * (1 << ShareBits), MidpointRounding.AwayFromZero)),

            // A turn by a normal angle of variance 2 s / tau leaves exp(-s / tau) of the cosine.
            CellShape.Arcsine => (share, (int)Math.Round(
                Math.Sqrt(2 * times) / (2 * Math.PI) * Turn / _drawDeviation * (1 << TurnBits), MidpointRounding.AwayFromZero)),
            CellShape.TwoState => (share, 0),
            CellShape.Still => (0, 0),
        };
    }

    /// <summary>The values of the first read.</summary>
    /// <param name="draws">A draw a cell.</param>
    /// <param name="states">Receives what the next read goes on from.</param>
    /// <param name="values">Receives the values.</param>
    public void Begin(ReadOnlySpan<int> draws, Span<int> states, Span<int> values)
    {
        for (int cell = 0; cell < draws.Length; cell++)
        {
            states[cell] = First(draws[cell]);
            values[cell] = Value(states[cell]);
        }
    }

    /// <summary>The values of a further read.</summary>
    /// <param name="draws">A draw a cell.</param>
    /// <param name="kept">See <see cref="Memory"/>; one for all cells, or one each.</param>
    /// <param name="fresh">Likewise.</param>
    /// <param name="states">Those of the read before; receives those of this one.</param>
    /// <param name="values">Receives the values.</param>
    public void GoOn(ReadOnlySpan<int> draws, ReadOnlySpan<int> kept, ReadOnlySpan<int> fresh, Span<int> states, Span<int> values)
    {
        for (int cell = 0; cell < draws.Length; cell++)
        {
            int own = kept.Length == 1 ? 0 : cell;
            states[cell] = kept[own] == 0 ? First(draws[cell]) : Next(draws[cell], states[cell], kept[own], fresh[own]);
            values[cell] = Value(states[cell]);
        }
    }

    // The largest value for the largest draw: the draws of a weight are ordered alike whatever its cell.
    private int First(int draw) => _shape switch
    {
        CellShape.Gaussian or CellShape.Still => draw,
        CellShape.Arcsine => (Turn - RankOf(draw)) / 2,
        CellShape.TwoState => RankOf(draw) >= Turn / 2 ? 1 : -1,
    };

    private int Next(int draw, int state, int kept, int fresh) => _shape switch
    {
        CellShape.Gaussian => (int)((((long)kept * state) + ((long)fresh * draw) + (1 << (ShareBits - 1))) >> ShareBits),
        CellShape.Arcsine => (state + (((fresh * draw) + (1 << (TurnBits - 1))) >> TurnBits)) & (Turn - 1),
        CellShape.TwoState => RankOf(draw) >= (Turn / 2) - (state * kept << (15 - ShareBits)) ? 1 : -1,
        CellShape.Still => 0,
    };

    private int Value(int state) => _shape switch
    {
        CellShape.Gaussian or CellShape.Still => state,
        CellShape.Arcsine => _cosine[state >> 4],
        CellShape.TwoState => state * Deviation,
    };

    private int RankOf(int draw) => _rank[(draw + _maximum) >> 1];

    private static int[] Ranks(int variables, int highest)
    {
        double[] density = [1];
        for (int variable = 0; variable < variables; variable++)
        {
            double[] next = new double[density.Length + highest];
            for (int at = 0; at < density.Length; at++)
            {
                for (int value = 0; value <= highest; value++)
                {
                    next[at + value] += density[at] / (highest + 1);
                }
            }

            density = next;
        }

        double below = 0;
        int[] ranks = new int[density.Length];
        for (int at = 0; at < density.Length; at++)
        {
            ranks[at] = (int)Math.Round(Turn * (below + (density[at] / 2)), MidpointRounding.AwayFromZero);
            below += density[at];
        }

        return ranks;
    }
}
