using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpinArch.Devices;

/// <summary>
/// Many independent trials of one magnet. Policy: four trials stay in registers through a whole phase; threads share out the fours.
/// The same seed gives the same bits on any number of threads.
/// </summary>
internal sealed class MacrospinEnsemble
{
    private const int Lanes = 4;
    private const int ChunkSteps = 4;
    private const int ChunkNumbers = 3 * ChunkSteps;

    private readonly Magnet _magnet;
    private readonly ulong _seed;
    private readonly Vector256<double>[] _x;
    private readonly Vector256<double>[] _y;
    private readonly Vector256<double>[] _z;
    private uint _phase;

    /// <param name="magnet">The magnet.</param>
    /// <param name="trials">Trials, at least 1.</param>
    /// <param name="seed">Key of the thermal field.</param>
    public MacrospinEnsemble(Magnet magnet, int trials, ulong seed)
    {
        (_magnet, _seed, Trials) = (magnet, seed, trials);
        int groups = (trials + Lanes - 1) / Lanes;
        (_x, _y, _z) = (new Vector256<double>[groups], new Vector256<double>[groups], new Vector256<double>[groups]);
    }

    /// <summary>Trials.</summary>
    public int Trials { get; }

    /// <summary>Threads; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Puts every trial into the same state.</summary>
    /// <param name="direction">A vector of length 1.</param>
    public void StartAt(SpinVector direction)
    {
        Array.Fill(_x, Vector256.Create(direction.X));
        Array.Fill(_y, Vector256.Create(direction.Y));
        Array.Fill(_z, Vector256.Create(direction.Z));
    }

    /// <summary>Puts trials at opposite ends.</summary>
    /// <param name="direction">A vector of length 1, where the first trials start.</param>
    /// <param name="firsts">How many those are; the others start the other way.</param>
    public void StartAtEnds(SpinVector direction, int firsts)
    {
        for (int group = 0; group < _x.Length; group++)
        {
            Vector256<double> sign = Sign(group, firsts);
            (_x[group], _y[group], _z[group]) = (direction.X * sign, direction.Y * sign, direction.Z * sign);
        }
    }

    /// <summary>
    /// Puts every trial into a well, up or down, as heat spreads it there: mx and my normal with variance kB T / (mu0 Ms V (Cz - Ci)),
    /// the well's floor taken as a parabola (exact to first order in 1 / Delta).
    /// </summary>
    /// <param name="ups">Trials that start up, the first ones; the others start down.</param>
    public void StartInWells(int ups)
    {
        double thermal = PhysicalConstants.Boltzmann * _magnet.TemperatureK / _magnet.MomentJPerField;
        SpinVector anisotropy = _magnet.AnisotropyAPerM;
        Vector256<double> spreadX = Vector256.Create(Math.Sqrt(thermal / (anisotropy.Z - anisotropy.X)));
        Vector256<double> spreadY = Vector256.Create(Math.Sqrt(thermal / (anisotropy.Z - anisotropy.Y)));
        uint phase = _phase++;
        Span<Vector256<double>> numbers = stackalloc Vector256<double>[GaussianNoise.BlockNumbers];
        for (int group = 0; group < _x.Length; group++)
        {
            GaussianNoise.Fill(_seed, phase, 0, TrialsOf(group), ref numbers[0]);
            Vector256<double> x = spreadX * numbers[0];
            Vector256<double> y = spreadY * numbers[1];
            Vector256<double> square = (x * x) + (y * y);

            // A draw that falls outside the sphere is laid on its equator: with 20 kT one in 10^8 does.
            Vector256<double> shrink = Vector256<double>.One / Vector256.Sqrt(Vector256.Max(Vector256<double>.One, square));
            _x[group] = x * shrink;
            _y[group] = y * shrink;
            _z[group] = Sign(group, ups) * Vector256.Sqrt(Vector256.Max(Vector256<double>.Zero, Vector256<double>.One - square));
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="drive">What acts meanwhile.</param>
    /// <param name="steps">How many steps, below 2^32.</param>
    /// <param name="stepS">Their length [s].</param>
    /// <param name="watch">Every group has a copy of its own, which sees it after every step, and may end its phase.</param>
    /// <param name="cancellation">Stops between groups.</param>
    public void Advance<TWatch>(Drive drive, long steps, double stepS, TWatch watch, CancellationToken cancellation = default)
        where TWatch : struct, ISpinWatch
    {
        var step = new MacrospinStep(_magnet, drive, stepS);
        uint phase = _phase++;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Threads < 1 ? Environment.ProcessorCount : Threads,
            CancellationToken = cancellation
        };
        Parallel.For(0, _x.Length, options, group => AdvanceGroup(step, phase, group, steps, watch));
    }

    /// <summary>A trial's direction.</summary>
    /// <param name="trial">From 0.</param>
    public SpinVector this[int trial] =>
        new(_x[trial / Lanes][trial % Lanes], _y[trial / Lanes][trial % Lanes], _z[trial / Lanes][trial % Lanes]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private void AdvanceGroup<TWatch>(MacrospinStep step, uint phase, int group, long steps, TWatch watch)
        where TWatch : struct, ISpinWatch
    {
        Vector256<double> x = _x[group];
        Vector256<double> y = _y[group];
        Vector256<double> z = _z[group];
        Vector256<ulong> trials = TrialsOf(group);
        bool isCold = _magnet.TemperatureK == 0;
        Span<Vector256<double>> noise = stackalloc Vector256<double>[ChunkNumbers];
        noise.Clear();
        ref Vector256<double> numbers = ref noise[0];
        uint block = 0;
        for (long done = 0; done < steps && !watch.IsDone(group); done += ChunkSteps)
        {
            if (!isCold)
            {
                GaussianNoise.Fill(_seed, phase, block++, trials, ref numbers);
                GaussianNoise.Fill(_seed, phase, block++, trials, ref Unsafe.Add(ref numbers, 4));
                GaussianNoise.Fill(_seed, phase, block++, trials, ref Unsafe.Add(ref numbers, 8));
            }

            int count = (int)Math.Min(ChunkSteps, steps - done);
            for (int i = 0; i < count; i++)
            {
                ref Vector256<double> n = ref Unsafe.Add(ref numbers, 3 * i);
                step.Advance(ref x, ref y, ref z, n, Unsafe.Add(ref n, 1), Unsafe.Add(ref n, 2));
                watch.See(group, done + i + 1, x, y, z);
            }
        }

        _x[group] = x;
        _y[group] = y;
        _z[group] = z;
    }

    // 1 for the first trials, -1 for the others.
    private static Vector256<double> Sign(int group, int firsts) => Vector256.ConditionalSelect(
        Vector256.LessThan(TrialsOf(group), Vector256.Create((ulong)firsts)).AsDouble(), Vector256<double>.One, Vector256.Create(-1.0));

    private static Vector256<ulong> TrialsOf(int group) => Vector256.Create((ulong)(Lanes * group)) + Vector256.Create(0UL, 1, 2, 3);
}
