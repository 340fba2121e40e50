using System.Collections.Immutable;
using System.Text.Json;

namespace SpinArch.Devices;

/// <summary>Resets as the JSON document that <c>device trng --output json</c> prints.</summary>
public static class ResetJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true
    };

    /// <summary>The document: the members of the first point, and all points where there are several.</summary>
    /// <param name="device">The device.</param>
    /// <param name="results">At least one.</param>
    public static string Of(DeviceDescription device, ImmutableArray<ResetResult> results)
    {
        ArgumentNullException.ThrowIfNull(device);
        Dictionary<string, object?> document = Point(results[0]);
        Junction junction = results[0].Experiment.Junction;
        document["device"] = device.Name;
        document["settings"] = device.Settings;
        document["temperatureK"] = junction.Magnet.TemperatureK;
        document["barrierKt"] = junction.Magnet.BarrierKt;
        document["anisotropyFieldAPerM"] = junction.Magnet.EasyAxisFieldAPerM;
        document["volumeNm3"] = junction.Magnet.VolumeM3 * 1e27;
        document["relaxationNs"] = junction.Magnet.RelaxationS * 1e9;
        document["resistanceOhm"] = junction.ResistanceOhm;
        if (results.Length > 1)
        {
            document["points"] = results.Select(Point).ToArray();
        }

        return JsonSerializer.Serialize(document, Options);
    }

    private static Dictionary<string, object?> Point(ResetResult result)
    {
        ResetExperiment experiment = result.Experiment;
        return new Dictionary<string, object?>
        {
            ["probabilityUp"] = new { fromUp = result.Last.UpFromUp, fromDown = result.Last.UpFromDown },
            ["settleNs"] = new { p50 = Ns(result.SettleS(0.5)), p90 = Ns(result.SettleS(0.9)), p99 = Ns(result.SettleS(0.99)) },
            ["bitEnergyFj"] = result.BitEnergyJ * 1e15,
            ["criticalCurrentDensity"] = experiment.Junction.CriticalCurrentDensityAPerM2,
            ["currentDensity"] = experiment.CurrentA / experiment.Junction.CrossSectionM2,
            ["pulseNs"] = experiment.PulseS * 1e9,
            ["currentUa"] = experiment.CurrentA * 1e6,
            ["voltage"] = experiment.VoltageV,
            ["trials"] = experiment.Trials,
            ["seed"] = experiment.Seed,
            ["stepPs"] = experiment.StepS * 1e12,
            ["watchNs"] = experiment.WatchS * 1e9,
            ["settled"] = experiment.Settled,
            ["reads"] = result.Reads.Select(read => new
            {
                readNs = read.TimeS * 1e9,
                upFromUp = read.UpFromUp,
                upFromDown = read.UpFromDown,
                unsettled = read.Unsettled,
                bias = read.Bias,
                worstBias = read.WorstBias,
                correlation = read.Correlation,
            }).ToArray(),
        };
    }

    private static double? Ns(double? seconds) => seconds * 1e9;
}
