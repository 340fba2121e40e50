using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>Resets as CSV: a row a point and time of reading.</summary>
public static class ResetCsv
{
    private static readonly string[] Header =
    [
        "currentUa", "pulseNs", "currentDensity", "bitEnergyFj", "settleP50Ns", "settleP90Ns", "settleP99Ns", "readNs", "upFromUp",
            "upFromDown", "unsettled", "bias",
        "worstBias", "correlation",
    ];

    /// <summary>Writes the table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="results">The points.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, ImmutableArray<ResetResult> results) => DeviceCsv.Write(
        path,
        Header,
        from result in results
        let experiment = result.Experiment
        from read in result.Reads
        select new double?[]
        {
            experiment.CurrentA * 1e6, experiment.PulseS * 1e9, experiment.CurrentA / experiment.Junction.CrossSectionM2,
                result.BitEnergyJ * 1e15,
            result.SettleS(0.5) * 1e9, result.SettleS(0.9) * 1e9, result.SettleS(0.99) * 1e9, read.TimeS * 1e9, read.UpFromUp,
                read.UpFromDown,
            read.Unsettled, read.Bias, read.WorstBias, read.Correlation,
        });
}
