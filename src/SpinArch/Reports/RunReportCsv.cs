using System.Globalization;
using CsvHelper;
using SpinArch.Functional;

namespace SpinArch.Reports;

/// <summary>
/// The report as one tidy table: a row a figure, <c>section</c> saying what kind of row it is and empty fields where a column
/// does not apply. Sections: summary, energy, area, utilization, phase, note, precision, prediction.
/// </summary>
public static class RunReportCsv
{
    private static readonly string[] Header =
        ["section", "name", "layer", "tile", "unit", "action", "kind", "scope", "count", "quanta", "value", "valueUnit", "source"];

    /// <summary>The report as CSV text, lines ending in a line feed.</summary>
    /// <param name="report">The report.</param>
    public static string Write(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteHeader(Header);
            WriteSummary(csv, report);
            foreach (EnergyTermReport term in report.EnergyNj.Terms)
            {
                Row(csv, "energy", value: term.TotalNj, valueUnit: "nJ", unit: term.Unit, action: term.Action, kind: term.Kind, scope: term.Scope, count: term.Count, quanta: term.Quanta, source: term.Source);
            }

            foreach (AreaTermReport term in report.AreaMm2.Terms)
            {
                Row(csv, "area", name: term.Part, value: term.TotalMm2, valueUnit: "mm2", unit: term.Unit, count: term.Instances, source: term.Source);
            }

            foreach (UtilizationReport unit in report.Utilization)
            {
                Row(csv, "utilization", name: "busy", layer: unit.Layer, tile: unit.Tile, unit: unit.Unit, value: unit.BusyNs, valueUnit: "ns");
                Row(csv, "utilization", name: "fraction", layer: unit.Layer, tile: unit.Tile, unit: unit.Unit, value: unit.Fraction, valueUnit: "1");
            }

            foreach (PhaseReport phase in report.Phases)
            {
                Row(csv, "phase", name: phase.Name, action: "start", value: phase.StartNs, valueUnit: "ns");
                Row(csv, "phase", name: phase.Name, action: "end", value: phase.EndNs, valueUnit: "ns");
            }

            foreach (NoteReport note in report.Notes)
            {
                Row(csv, "note", name: note.Key, value: 1, kind: note.Kind, source: note.Text);
            }

            if (!report.Precision.IsDefault)
            {
                WritePrecision(csv, report);
            }

            if (!report.Predictions.IsDefault)
            {
                WritePredictions(csv, report);
            }
        }

        return text.ToString();
    }

    private static void WritePrecision(CsvWriter csv, RunReport report)
    {
        foreach (LayerPrecision layer in report.Precision)
        {
            (string Name, double? Value)[] shares =
            [
                ("zeroMeanLevels", layer.ZeroMeanLevels), ("zeroSigmaLevels", layer.ZeroSigmaLevels),
                ("clippedMeans", layer.ClippedMeans), ("clippedSigmas", layer.ClippedSigmas), ("clippedResults", layer.ClippedResults),
            ];
            foreach ((string name, double? value) in shares.Where(share => share.Value is not null))
            {
                Row(csv, "precision", name: name, layer: layer.Name, value: value!.Value, valueUnit: "1");
            }
        }
    }

    private static void WriteSummary(CsvWriter csv, RunReport report)
    {
        Row(csv, "summary", name: "samples", value: report.Samples);
        Row(csv, "summary", name: "inputs", value: report.Inputs);
        Row(csv, "summary", name: "tiles", value: report.Tiles);
        Row(csv, "summary", name: "crossbarPairs", value: report.CrossbarPairs);
        Row(csv, "summary", name: "latency.total", value: report.LatencyNs.Total, valueUnit: "ns");
        Row(csv, "summary", name: "latency.firstInput", value: report.LatencyNs.FirstInput, valueUnit: "ns");
        if (report.LatencyNs.PerSampleSteady is { } perSample)
        {
            Row(csv, "summary", name: "latency.perSampleSteady", value: perSample, valueUnit: "ns");
        }

        Row(csv, "summary", name: "latency.p50", value: report.LatencyNs.Quantiles.P50, valueUnit: "ns");
        Row(csv, "summary", name: "latency.p90", value: report.LatencyNs.Quantiles.P90, valueUnit: "ns");
        Row(csv, "summary", name: "latency.p99", value: report.LatencyNs.Quantiles.P99, valueUnit: "ns");
        Row(csv, "summary", name: "samplesPerSecond", value: report.Throughput.SamplesPerSecond, valueUnit: "1/s");
        Row(csv, "summary", name: "inputsPerSecond", value: report.Throughput.InputsPerSecond, valueUnit: "1/s");
        if (report.Throughput.LimitedBy is { } limiter)
        {
            if (limiter.Fraction is { } fraction)
            {
                Row(csv, "summary", name: "limitedBy", layer: limiter.Layer, tile: limiter.Tile, unit: limiter.Unit, value: fraction);
            }

            if (limiter.IntervalNs is { } least)
            {
                Row(csv, "summary", name: "limitedBy.interval", layer: limiter.Layer, tile: limiter.Tile, unit: limiter.Unit, value: least,
                    valueUnit: "ns");
            }

            foreach (LimiterChangeReport change in limiter.Changes)
            {
                Row(csv, "summary", name: $"limitedBy.{change.Key}={change.To}", value: change.IntervalNs, valueUnit: "ns");
            }
        }

        Row(csv, "summary", name: "energy.total", value: report.EnergyNj.Total, valueUnit: "nJ");
        Row(csv, "summary", name: "energy.dynamic", value: report.EnergyNj.Dynamic, valueUnit: "nJ");
        Row(csv, "summary", name: "energy.leakage", value: report.EnergyNj.Leakage, valueUnit: "nJ");
        Row(csv, "summary", name: "energy.paperScope", value: report.EnergyNj.PaperScope, valueUnit: "nJ");
        Row(csv, "summary", name: "power.mean", value: report.PowerMw.Mean, valueUnit: "mW");
        Row(csv, "summary", name: "power.peak", value: report.PowerMw.Peak, valueUnit: "mW");
        Row(csv, "summary", name: "area.total", value: report.AreaMm2.Total, valueUnit: "mm2");
        Row(csv, "summary", name: "area.assumed", value: report.AreaMm2.Assumed, valueUnit: "mm2");
    }

    private static void WritePredictions(CsvWriter csv, RunReport report)
    {
        foreach (PredictionReport prediction in report.Predictions)
        {
            string input = prediction.Input.ToString(CultureInfo.InvariantCulture);
            Row(csv, "prediction", name: input, action: "predicted", value: prediction.Predicted);
            if (prediction.Label is { } label)
            {
                Row(csv, "prediction", name: input, action: "label", value: label);
            }

            for (int output = 0; output < prediction.Mean.Length; output++)
            {
                Row(csv, "prediction", name: input, action: "mean", count: output, value: prediction.Mean[output]);
                Row(csv, "prediction", name: input, action: "stdDev", count: output, value: prediction.StdDev[output]);
            }
        }
    }

    private static void Row(
        CsvWriter csv,
        string section,
        double value,
        string name = "",
        string valueUnit = "1",
        string layer = "",
        int? tile = null,
        string unit = "",
        string action = "",
        string kind = "",
        string scope = "",
        Int128? count = null,
        Int128? quanta = null,
        string source = "")
    {
        csv.WriteField(section);
        csv.WriteField(name);
        csv.WriteField(layer);
        csv.WriteField(tile?.ToString(CultureInfo.InvariantCulture) ?? "");
        csv.WriteField(unit);
        csv.WriteField(action);
        csv.WriteField(kind);
        csv.WriteField(scope);
        csv.WriteField(count?.ToString(CultureInfo.InvariantCulture) ?? "");
        csv.WriteField(quanta?.ToString(CultureInfo.InvariantCulture) ?? "");
        csv.WriteField(value, default);
        csv.WriteField(valueUnit);
        csv.WriteField(source);
        csv.EndRecord();
    }
}
