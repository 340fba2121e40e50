using System.Runtime.Intrinsics;
using MathNet.Numerics.Integration;
using SpinArch.Devices;

namespace SpinArch.Tests.Devices;

/// <summary>The integrator against closed forms that know nothing of it.</summary>
public sealed class MacrospinTests
{
    [Fact]
    public void A_spin_precesses_about_a_field_at_gamma_H()
    {
        const double Field = 1e5;
        const double Damping = 1e-5;
        const double Step = 0.1e-12;
        var ensemble = new MacrospinEnsemble(Magnets.Free(Damping), 1, 1);
        ensemble.StartAt(new SpinVector(Math.Sqrt(0.5), 0, Math.Sqrt(0.5)));
        const long Steps = 20_000;
        ensemble.Advance(Drive.None with { FieldAPerM = new SpinVector(0, 0, Field) }, Steps, Step, default(NoWatch));

        // dm/dt = -gamma0 m x H turns m about H by +gamma0 H, from x towards y.
        double expected = Magnets.Gamma0 * Field / (1 + (Damping * Damping)) * Steps * Step;
        double angle = Math.Atan2(ensemble[0].Y, ensemble[0].X);
        Assert.Equal(0, Math.IEEERemainder(angle - expected, 2 * Math.PI), 1e-3);
        Assert.True(expected > 40, "some turns");
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.3)]
    public void A_spin_falls_into_a_field_as_a_hyperbolic_tangent(double damping)
    {
        const double Field = 2e5;
        var ensemble = new MacrospinEnsemble(Magnets.Free(damping), 1, 1);
        ensemble.StartAt(new SpinVector(1, 0, 0));
        double time = (1 + (damping * damping)) / (damping * Magnets.Gamma0 * Field);
        const int Steps = 200_000;
        ensemble.Advance(Drive.None with { FieldAPerM = new SpinVector(0, 0, Field) }, Steps, time / Steps, default(NoWatch));

        Assert.Equal(Math.Tanh(1), ensemble[0].Z, 1e-6);
    }

    [Fact]
    public void Small_deviations_die_with_the_relaxation_constant()
    {
        Magnet magnet = Magnets.Uniaxial(20, 0.0122, temperatureK: 0);
        Assert.Equal((1 + (0.0122 * 0.0122)) / (0.0122 * Magnets.Gamma0 * 35e3), magnet.RelaxationS, 1e-13);
        var ensemble = new MacrospinEnsemble(magnet, 1, 1);
        ensemble.StartAt(new SpinVector(1e-4, 0, Math.Sqrt(1 - 1e-8)));
        const int Steps = 10_000;
        ensemble.Advance(Drive.None, Steps, magnet.RelaxationS / Steps, default(NoWatch));

        Assert.Equal(1e-4 / Math.E, Math.Sqrt((ensemble[0].X * ensemble[0].X) + (ensemble[0].Y * ensemble[0].Y)), 1e-8);
    }

    [Fact]
    public void A_spin_current_pulls_the_spin_to_its_polarisation()
    {
        // dm/dt = -gamma0 S m x (m x y) without damping: my = tanh(gamma0 S t).
        const double Torque = 1e5;
        var ensemble = new MacrospinEnsemble(Magnets.Free(1e-5), 1, 1);
        ensemble.StartAt(new SpinVector(0, 0, 1));
        const int Steps = 20_000;
        double time = 1 / (Magnets.Gamma0 * Torque);
        ensemble.Advance(Drive.None with { TorqueAPerM = new SpinVector(0, Torque, 0) }, Steps, time / Steps, default(NoWatch));

        Assert.Equal(Math.Tanh(1), ensemble[0].Y, 1e-4);
    }

    [Fact]
    public void Without_heat_the_error_falls_with_the_square_of_the_step()
    {
        double[] errors = [.. new[] { 200, 400, 800 }.Select(steps =>
        {
            const double Damping = 0.1;
            const double Field = 2e5;
            var ensemble = new MacrospinEnsemble(Magnets.Free(Damping), 1, 1);
            ensemble.StartAt(new SpinVector(1, 0, 0));
            double time = (1 + (Damping * Damping)) / (Damping * Magnets.Gamma0 * Field);
            ensemble.Advance(Drive.None with { FieldAPerM = new SpinVector(0, 0, Field) }, steps, time / steps, default(NoWatch));
            return Math.Abs(ensemble[0].Z - Math.Tanh(1));
        })];

        Assert.InRange(Math.Log2(errors[0] / errors[1]), 1.9, 2.3);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 1.9, 2.3);
    }

    [Fact]
    public void With_heat_a_path_converges_strongly_at_order_one_half_or_better()
    {
        // The same Brownian paths cut into 16, 8, 4, 2 times the finest step, against the finest.
        const int Finest = 1 << 13;
        const int Fours = 64;
        Magnet magnet = Magnets.Uniaxial(5, 0.1);
        const double Time = 0.5e-9;
        double[] errors = new double[4];
        for (ulong path = 0; path < Fours; path++)
        {
            Vector256<double>[] noise = new Vector256<double>[4 * Finest];
            for (uint block = 0; block < Finest; block++)
            {
                GaussianNoise.Fill(3, 0, block, Vector256.Create(4 * path) + Vector256.Create(0UL, 1, 2, 3), ref noise[4 * block]);
            }

            (Vector256<double> X, Vector256<double> Z) exact = Follow(magnet, noise, 1, Time / Finest);
            for (int level = 0; level < errors.Length; level++)
            {
                int cut = 16 << level;
                (Vector256<double> X, Vector256<double> Z) coarse = Follow(magnet, noise, cut, Time / Finest);
                Vector256<double> x = coarse.X - exact.X;
                Vector256<double> z = coarse.Z - exact.Z;
                errors[level] += Vector256.Sum((x * x) + (z * z));
            }
        }

        double[] orders = [.. Enumerable.Range(0, 3).Select(level => Math.Log2(errors[level + 1] / errors[level]) / 2)];
        Assert.All(orders, order => Assert.InRange(order, 0.45, 2.1));
    }

    [Theory]
    [InlineData(0.0122, 20)]
    [InlineData(0.3, 20)]
    [InlineData(0.5, 8)]
    public void Heat_spreads_a_magnet_as_equipartition_has_it(double damping, double barrier)
    {
        // <mz^2> in a well of exp(Delta mz^2): 1 - 1/Delta to first order, exactly by quadrature. A factor 1 / (1 + alpha^2) in the thermal
        // field's variance would show at a damping of 0.3 or 0.5.
        Magnet magnet = Magnets.Uniaxial(barrier, damping);
        double weight = GaussLegendreRule.Integrate(z => Math.Exp(barrier * ((z * z) - 1)), 0, 1, 200);
        double expected = GaussLegendreRule.Integrate(z => z * z * Math.Exp(barrier * ((z * z) - 1)), 0, 1, 200) / weight;
        const int Trials = 4000;
        var ensemble = new MacrospinEnsemble(magnet, Trials, 7);
        ensemble.StartAt(new SpinVector(0, 0, 1));
        double step = Math.Min(1e-12, magnet.RelaxationS / 400);
        ensemble.Advance(Drive.None, (long)(4 * magnet.RelaxationS / step), step, default(NoWatch));

        double[] deficits = [.. Enumerable.Range(0, Trials).Select(trial => 1 - (ensemble[trial].Z * ensemble[trial].Z))];
        double error = Math.Sqrt(deficits.Sum(deficit => Math.Pow(deficit - deficits.Average(), 2)) / Trials / Trials);

        // exp(-8) of the way from the pole to equilibrium is left after four constants.
        Assert.InRange(deficits.Average() - (1 - expected), -(4 * error) - (0.002 * (1 - expected)), 4 * error);
        Assert.Equal(1 - (1 / barrier), expected, barrier > 10 ? 0.005 : 0.02);
    }

    [Fact]
    public void Trials_that_start_in_a_well_are_spread_as_heat_keeps_them()
    {
        Magnet magnet = Magnets.Uniaxial(20, 0.0122);
        const int Trials = 20_000;
        var ensemble = new MacrospinEnsemble(magnet, Trials, 3);
        ensemble.StartInWells(Trials / 2);
        double[] squares = [.. Enumerable.Range(0, Trials).Select(trial => ensemble[trial].X * ensemble[trial].X)];

        Assert.Equal(1.0 / 40, squares.Average(), 4 * Math.Sqrt(2.0 / Trials) / 40);
        Assert.All(Enumerable.Range(0, Trials), trial => Assert.Equal(trial < Trials / 2, ensemble[trial].Z > 0));
    }

    [Fact]
    public void Without_current_there_is_no_net_moment()
    {
        // From the hard plane every trial falls to one side; neither is preferred.
        const int Trials = 4000;
        Magnet magnet = Magnets.Uniaxial(6, 0.3);
        var ensemble = new MacrospinEnsemble(magnet, Trials, 11);
        ensemble.StartAt(new SpinVector(0, 1, 0));
        ensemble.Advance(Drive.None, 4000, 2 * magnet.RelaxationS / 1000, default(NoWatch));
        double[] z = [.. Enumerable.Range(0, Trials).Select(trial => ensemble[trial].Z)];

        Assert.InRange(z.Average(), -4 / Math.Sqrt(Trials), 4 / Math.Sqrt(Trials));
        Assert.True(z.Average(Math.Abs) > 0.8);
        Assert.InRange(Enumerable.Range(0, Trials).Average(trial => ensemble[trial].X), -0.03, 0.03);
    }

    private static (Vector256<double> X, Vector256<double> Z) Follow(Magnet magnet, Vector256<double>[] noise, int cut, double finestS)
    {
        var step = new MacrospinStep(magnet, Drive.None, cut * finestS);
        Vector256<double> x = Vector256.Create(0.6);
        Vector256<double> y = Vector256<double>.Zero;
        Vector256<double> z = Vector256.Create(0.8);
        Vector256<double> scale = Vector256.Create(1 / Math.Sqrt(cut));
        for (int from = 0; from < noise.Length; from += 4 * cut)
        {
            Vector256<double> nx = Vector256<double>.Zero;
            Vector256<double> ny = Vector256<double>.Zero;
            Vector256<double> nz = Vector256<double>.Zero;
            for (int i = 0; i < cut; i++)
            {
                nx += noise[from + (4 * i)];
                ny += noise[from + (4 * i) + 1];
                nz += noise[from + (4 * i) + 2];
            }

            step.Advance(ref x, ref y, ref z, scale * nx, scale * ny, scale * nz);
        }

        return (x, z);
    }
}
