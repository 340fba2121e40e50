using System.Globalization;
using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>The chip's power over time as a counter of trace events: what the report's power profile has, idle leakage included where the run ended.</summary>
internal sealed class PowerCounter : IActivitySink
{
    private readonly EnergyModel model;
    private readonly ActivityLedger ledger;
    private readonly PowerProfile profile;
    private Picoseconds last;

    public PowerCounter(TraceHeader header)
    {
        model = EnergyModel.Create(header.Spec, header.Program);
        ledger = new ActivityLedger(model.Sites);
        profile = new PowerProfile(model, header.PowerBin);
    }

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        ledger.OnActivity(in activity);
        profile.OnActivity(in activity);
        last = Picoseconds.Max(last, activity.Start + activity.Duration);
    }

    /// <summary>Writes the bins of a window; a bin that is as the one before is left out.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="filter">The window.</param>
    /// <param name="process">The process that counters belong to.</param>
    /// <param name="end">When the run ended; null where it did not.</param>
    public void Write(TextWriter writer, TraceFilter filter, int process, Picoseconds? end)
    {
        // A window's reading stops behind it: then there is no whole account, and leakage is left out.
        if (end is { } powered && filter.To is null)
        {
            profile.AddIdle(model.Cost(ledger, powered), powered);
        }

        Picoseconds width = profile.BinWidth;
        Picoseconds to = filter.To is { } stop && stop < last ? stop : last;
        double before = -1;
        for (long bin = (filter.From ?? Picoseconds.Zero).Value / width.Value; bin * width.Value < to.Value; bin++)
        {
            double power = profile.MeanMilliwatts(width * bin, width * (bin + 1));
            if (power != before)
            {
                before = power;
                writer.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"name\":\"power\",\"ph\":\"C\",\"pid\":{process},\"ts\":{bin * width.Value / 1_000_000m:0.000000},\"args\":{{\"mW\":{power:0.######}}}}},\n"));
            }
        }
    }
}
