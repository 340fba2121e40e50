using System.Collections.Immutable;
using System.Text.Json;
using MathNet.Numerics.Statistics;
using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>
/// From a magnet that fluctuates to cells that draw their weights: the law of the array's model, whose autocorrelation is an exponential
/// and whose cells' times are log-normal (docs/device-physics.md, section 9).
/// </summary>
internal static class FluctuationDerivation
{
    /// <summary>Times that a watch may be doubled until the correlation has died in it.</summary>
    public const int Doublings = 6;

    private const string SizeSpread = "magnet.sizeSpread";
    private const double SampleS = 0.05e-9;
    private const int Samples = 400;

    private static readonly string[] Magnet =
        ["magnet.length", "magnet.width", "magnet.thickness", "magnet.saturation", "magnet.interfaceAnisotropy"];

    /// <summary>Whether a device is one that fluctuates: nothing resets it, and an interface holds it.</summary>
    /// <param name="device">The device.</param>
    public static bool Takes(DeviceDescription device) => device.Has("magnet.interfaceAnisotropy") && !device.Has("reset.current");

    /// <summary>The nominal cell, watched for as long as its correlation takes to die.</summary>
    /// <param name="device">The device.</param>
    /// <param name="plan">How it is characterised.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="InputException">Its plane is not easy, or it is slower than can be watched.</exception>
    public static FluctuationResult Watch(DeviceDescription device, CharacterisationPlan plan, CancellationToken cancellation)
    {
        var nominal = new Fluctuation
        {
            Magnet = Fluctuation.MagnetOf(device),
            Trials = plan.Trials,
            Seed = plan.Seed,
            SampleS = SampleS,
            Samples = Samples,
            Threads = plan.Threads,
        };
        FluctuationResult result = nominal.RunUntilDead(Doublings, cancellation);
        return result.IntegralTimeS is null ? throw TooSlow(device, "magnet.interfaceAnisotropy", "the cell", result) : result;
    }

    /// <summary>Constants of a technology.</summary>
    /// <param name="device">The device.</param>
    /// <param name="result">Its nominal cell.</param>
    public static IEnumerable<DerivedValue> Constants(DeviceDescription device, FluctuationResult result)
    {
        yield return DerivedValue.Of(
            device, "fluctuation.conductance", 0.5, "1",
            FormattableString.Invariant($"the moment is as often along as against, without a field (mean of mx {result.Mean:F3})"),
            Magnet);
    }

    /// <summary>Keys of an architecture.</summary>
    /// <param name="device">The device.</param>
    /// <param name="plan">How it is characterised.</param>
    /// <param name="result">Its nominal cell.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="InputException">A cell is slower than can be watched.</exception>
    public static IEnumerable<DerivedValue> Keys(
        DeviceDescription device, CharacterisationPlan plan, FluctuationResult result, CancellationToken cancellation)
    {
        string shape = JsonNamingPolicy.CamelCase.ConvertName(result.Law.ToString());
        yield return DerivedValue.Of(
            device, "fluctuation.shape", shape, FormattableString.Invariant($"nearest to the kurtosis of mx, {result.Kurtosis:F3}"),
                Magnet);

        double nominalS = result.IntegralTimeS!.Value;
        double spread = device.Si(SizeSpread, 0);
        if (spread == 0)
        {
            yield return DerivedValue.Of(
                device, "fluctuation.correlationNs", WholePs(nominalS), "ns",
                FormattableString.Invariant($"area below the autocorrelation of {plan.Trials} trials of {result.Fluctuation.WatchS * 1e9:G4} ns"),
                [.. Magnet, "magnet.damping"]);
            yield break;
        }

        Fluctuation typical = result.Fluctuation with { Trials = plan.CellTrials, SampleS = SampleS };
        ImmutableArray<FluctuatingCell> cells = FluctuationSpread.Cells(device, typical, plan.Cells, spread, Doublings, cancellation);
        if (cells.Any(cell => cell.IntegralTimeS is null))
        {
            throw TooSlow(device, SizeSpread, "a cell", result);
        }

        // The array's cells have log-normal times, of which these are mean and relative deviation.
        (double middle, double width) = cells.Select(cell => Math.Log(cell.IntegralTimeS!.Value)).MeanStandardDeviation();
        string population = FormattableString.Invariant($"{plan.Cells} cells whose length and width differ by {100 * spread:G3} %");
        string fit = FormattableString.Invariant(
            $"log-normal law of the area below the autocorrelation of {population}: median {Math.Exp(middle) * 1e9:F3} ns, ")
            + FormattableString.Invariant($"deviation of the logarithm {width:F3}; the nominal cell has {nominalS * 1e9:F3} ns");
        string[] from = [.. Magnet, "magnet.damping", SizeSpread];
        yield return DerivedValue.Of(
            device, "fluctuation.correlationNs", WholePs(Math.Exp(middle + (width * width / 2))), "ns", "mean of the " + fit, from);
        yield return DerivedValue.Of(
            device, "fluctuation.correlationSpread", Math.Sqrt(Math.Exp(width * width) - 1), "1", "deviation over mean of the " + fit,
                from);
        yield return DerivedValue.Of(
            device, "fluctuation.sigmaSpread", FluctuationSpread.Relative(cells.Select(cell => (double?)cell.Sigma))!.Value, "1",
            $"deviation over mean of mx's deviation in {population}", from);
    }

    private static InputException TooSlow(DeviceDescription device, string key, string what, FluctuationResult result)
    {
        DeviceValue cause = device.Of(key);
        double mostNs = SampleS * Samples * (1 << Doublings) * 1e9;
        return new InputException(
            cause.Place,
            FormattableString.Invariant(
                $"{key} = {cause.Value} leaves {what} correlated for longer than can be watched, {mostNs:G4} ns ({result.Fluctuation.Magnet.TemperatureK:G4} K): it rests in its plane and does not draw"));
    }

    private static double WholePs(double timeS) => Math.Max(1, Math.Round(timeS * 1e12)) / 1000;
}
