namespace SpinArch.Reports;

/// <summary>What one classification costs.</summary>
/// <param name="Samples">Monte-Carlo samples.</param>
/// <param name="LatencyNs">From the arrival of an image to its last result [ns].</param>
/// <param name="SamplesPerSecond">Sustained samples a second.</param>
/// <param name="EnergyNj">Energy [nJ], leakage included: the run's over its inputs.</param>
/// <param name="PaperScopeEnergyNj">Of it what the paper's estimate covers [nJ].</param>
/// <param name="AreaMm2">Area of the chip [mm^2].</param>
public sealed record ClassificationCost(
    int Samples, double LatencyNs, double SamplesPerSecond, double EnergyNj, double PaperScopeEnergyNj, double AreaMm2)
{
    /// <summary>The cost that a run shows.</summary>
    /// <param name="report">The run's report.</param>
    public static ClassificationCost Of(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Of(report.Samples, report.Inputs, report.LatencyNs, report.Throughput, report.EnergyNj, report.AreaMm2);
    }

    internal static ClassificationCost Of(
        int samples, int inputs, LatencyReport latency, ThroughputReport throughput, EnergyReport energy, AreaReport area) =>
        new(samples, latency.FirstInput, throughput.SamplesPerSecond, energy.Total / inputs, energy.PaperScope / inputs, area.Total);
}
