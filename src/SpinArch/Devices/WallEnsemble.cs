using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpinArch.Devices;

/// <summary>Many independent trials of one wall; the same policy as <see cref="MacrospinEnsemble"/>.</summary>
internal sealed class WallEnsemble
{
    private const int Lanes = 4;
    private const int ChunkSteps = 2;

    private readonly WallTrack _track;
    private readonly ulong _seed;
    private readonly Vector256<double>[] _q;
    private readonly Vector256<double>[] _phi;
    private uint _phase;

    /// <param name="track">The track; all walls start at its origin, at rest.</param>
    /// <param name="trials">Trials, at least 1.</param>
    /// <param name="seed">Key of the thermal field.</param>
    public WallEnsemble(WallTrack track, int trials, ulong seed)
    {
        (_track, _seed, Trials) = (track, seed, trials);
        int groups = (trials + Lanes - 1) / Lanes;
        (_q, _phi) = (new Vector256<double>[groups], new Vector256<double>[groups]);

        // A wall whose own charges outweigh its DMI rests turned: cos phi = (pi/2) HD / HK.
        double tilt = Math.PI / 2 * track.DmiFieldAPerM / track.ShapeFieldAPerM;
        Array.Fill(_phi, Vector256.Create(tilt < 1 ? Math.Acos(tilt) : 0));
    }

    /// <summary>Trials.</summary>
    public int Trials { get; }

    /// <summary>Threads; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Place of a trial's wall [m].</summary>
    /// <param name="trial">From 0.</param>
    public double this[int trial] => _q[trial / Lanes][trial % Lanes];

    /// <summary>Angle of a trial's wall [rad].</summary>
    /// <param name="trial">From 0.</param>
    public double Angle(int trial) => _phi[trial / Lanes][trial % Lanes];

    /// <summary>Lets time pass.</summary>
    /// <param name="densityAPerM2">Current density meanwhile [A/m2].</param>
    /// <param name="fieldAPerM">Applied field out of the plane [A/m].</param>
    /// <param name="durationS">How long [s]; cut into equal steps.</param>
    /// <param name="stepS">Longest step [s].</param>
    /// <param name="cancellation">Stops between groups.</param>
    public void Advance(double densityAPerM2, double fieldAPerM, double durationS, double stepS, CancellationToken cancellation = default)
    {
        long steps = (long)Math.Ceiling(durationS / stepS);
        var step = new WallStep(_track, densityAPerM2, fieldAPerM, durationS / steps);
        uint phase = _phase++;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Threads < 1 ? Environment.ProcessorCount : Threads,
            CancellationToken = cancellation
        };
        Parallel.For(0, _q.Length, options, group => AdvanceGroup(step, phase, group, steps));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AdvanceGroup(WallStep step, uint phase, int group, long steps)
    {
        Vector256<double> q = _q[group];
        Vector256<double> phi = _phi[group];
        Vector256<ulong> trials = Vector256.Create((ulong)(Lanes * group)) + Vector256.Create(0UL, 1, 2, 3);
        bool isCold = _track.TemperatureK == 0;
        Span<Vector256<double>> noise = stackalloc Vector256<double>[GaussianNoise.BlockNumbers];
        noise.Clear();
        ref Vector256<double> numbers = ref noise[0];
        uint block = 0;
        for (long done = 0; done < steps; done += ChunkSteps)
        {
            if (!isCold)
            {
                GaussianNoise.Fill(_seed, phase, block++, trials, ref numbers);
            }

            step.Advance(ref q, ref phi, numbers, Unsafe.Add(ref numbers, 1));
            if (done + 1 < steps)
            {
                step.Advance(ref q, ref phi, Unsafe.Add(ref numbers, 2), Unsafe.Add(ref numbers, 3));
            }
        }

        _q[group] = q;
        _phi[group] = phi;
    }
}
