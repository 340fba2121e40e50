using System.Runtime.Intrinsics;
using MathNet.Numerics;
using MathNet.Numerics.Integration;
using SpinArch.Devices;

namespace SpinArch.Tests.Devices;

/// <summary>Thermal escape over the barrier (Kramers, Brown) against mean first passage times by quadrature.</summary>
public sealed class EscapeTests
{
    private const double Damping = 0.5;
    private const double Bound = -0.5;

    [Fact]
    public void The_rate_of_escape_falls_with_the_barrier_as_theory_has_it()
    {
        double[] barriers = [3, 4, 5, 6];
        double[] measured = [.. barriers.Select(barrier => Measured(barrier))];
        double[] exact = [.. barriers.Select(barrier => 1 / PassageTime(barrier))];

        // 2,000 escapes each: 2.2 % of a rate, three times that and a little for the step.
        Assert.All(barriers.Select((_, index) => measured[index] / exact[index]), ratio => Assert.InRange(ratio, 0.92, 1.08));
        double slope = Fit.Line(barriers, [.. measured.Select(rate => Math.Log(rate))]).B;
        double expected = Fit.Line(barriers, [.. exact.Select(rate => Math.Log(rate))]).B;
        Assert.InRange(slope / expected, 0.95, 1.05);
    }

    [Fact]
    public void The_quadrature_comes_to_browns_formula_for_high_barriers()
    {
        // Brown 1963: rate = alpha gamma0 Hk / (1 + alpha^2) sqrt(Delta / pi) exp(-Delta), and its logarithm's slope is -1 + 1 / (2 Delta).
        foreach (double barrier in (ReadOnlySpan<double>)[30, 40])
        {
            double brown = Math.Sqrt(barrier / Math.PI) * Math.Exp(-barrier) / Magnets.Uniaxial(barrier, Damping).RelaxationS;
            Assert.InRange(1 / PassageTime(barrier) / brown, 1 - (2 / barrier), 1);
        }
    }

    private static double Measured(double barrier)
    {
        const int Trials = 2000;
        Magnet magnet = Magnets.Uniaxial(barrier, Damping);
        double step = magnet.RelaxationS / 100;
        long steps = (long)(4 * PassageTime(barrier) / step);
        var escapedAt = new Vector256<double>[Trials / 4];
        Array.Fill(escapedAt, Vector256.Create(double.PositiveInfinity));
        var ensemble = new MacrospinEnsemble(magnet, Trials, 17);
        ensemble.StartAt(new SpinVector(0, 0, 1));
        ensemble.Advance(Drive.None, steps, step, new EscapeWatch(escapedAt, Bound));

        // Maximum likelihood where some have not escaped: escapes over all the time that trials had.
        double[] times = [.. escapedAt.SelectMany(four => new[] { four[0], four[1], four[2], four[3] })];
        return times.Count(double.IsFinite) / (times.Sum(time => Math.Min(time, steps)) * step);
    }

    // Mean time from mz = 1 to the bound, for mz alone: drift and diffusion D (1 - u^2) in a potential -Delta u^2, D = kT alpha gamma0 /
    // ((1 + alpha^2) mu0 Ms V).
    private static double PassageTime(double barrier)
    {
        Magnet magnet = Magnets.Uniaxial(barrier, Damping);
        double diffusion = Magnets.Kb * 300 * Damping * Magnets.Gamma0 / (
            (1 + (Damping * Damping)) * Magnets.Mu0 * magnet.SaturationAPerM * magnet.VolumeM3);
        return GaussLegendreRule.Integrate(
            u => GaussLegendreRule.Integrate(v => Math.Exp(barrier * ((v * v) - (u * u))), u, 1, 200) / (1 - (u * u)), Bound, 1,
                400) / diffusion;
    }
}
