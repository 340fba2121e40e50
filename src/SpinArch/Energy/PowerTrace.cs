using SpinArch.Components;
using SpinArch.Costs;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Energy over time, by place and unit. Every activity's whole-number energy is spread over its
/// own duration and idle leakage evenly over the run, so the bins add up to the report's total exactly.
/// </summary>
public sealed class PowerTrace : IActivitySink
{
    private const long CellLimit = 20_000_000;

    private readonly Charge[][] charges;
    private readonly SiteMap sites;

    private PowerTrace(EnergyModel model, Timeline<Int128> timeline)
    {
        sites = model.Sites;
        Timeline = timeline;
        charges = Charge.Of(model);
    }

    /// <summary>The bins: row = site * units + unit, amounts in quectojoules.</summary>
    public Timeline<Int128> Timeline { get; }

    /// <summary>Energy over time by place and unit, in bins of a width that the user chose.</summary>
    /// <param name="model">The cost rules.</param>
    /// <param name="binWidth">Width of a bin.</param>
    public static PowerTrace ByUnit(EnergyModel model, Picoseconds binWidth)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new PowerTrace(model, Timeline<Int128>.Fixed(model.Sites.Count * ComponentCatalog.Units.Length, binWidth, CellLimit));
    }

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        int site = sites.SiteOf(activity.Kind, activity.Tile);
        foreach (ref readonly Charge charge in charges[(site * ActivityLedger.Kinds) + activity.Kind.Number].AsSpan())
        {
            Timeline.Add(charge.Row, activity.Start, activity.Duration, charge.CostOf(activity));
        }
    }

    /// <summary>Spreads the idle leakage of a finished run evenly over it.</summary>
    /// <param name="account">The run's account.</param>
    /// <param name="end">How long the chip was powered.</param>
    public void AddIdle(EnergyAccount account, Picoseconds end)
    {
        ArgumentNullException.ThrowIfNull(account);
        foreach (IdleShare share in account.Idle)
        {
            int row = (share.Site * ComponentCatalog.Units.Length) + share.Unit.Number;
            Timeline.Add(row, Picoseconds.Zero, end, share.Energy.Value);
        }
    }

    /// <summary>Sum over all rows and bins.</summary>
    public Quectojoules Total()
    {
        Int128 sum = 0;
        for (int row = 0; row < Timeline.RowCount; row++)
        {
            sum = checked(sum + Timeline.Sum(row));
        }

        return new Quectojoules(sum);
    }

    /// <summary>Writes <c>timeNs,tile,unit,energyFj,powerMw</c>, one row a bin, place and unit with any energy, by time.</summary>
    /// <param name="path">The file to create or replace.</param>
    public void WriteCsv(string path) => TraceCsv.Write(path, ["timeNs", "tile", "unit", "energyFj", "powerMw"], Timeline, sites, (writer, _, amount) =>
    {
        var energy = new Quectojoules(amount);
        writer.WriteField(energy.ExactFemtojoules, default);
        writer.WriteField(energy.MilliwattsOver(Timeline.BinWidth), default);
    });
}
