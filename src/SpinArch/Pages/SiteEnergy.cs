using SpinArch.Components;
using SpinArch.Costs;
using SpinArch.Energy;
using SpinArch.Traces;

namespace SpinArch.Pages;

/// <summary>Energy of a run by place and unit, in whole quectojoules: the rows add up to the account's total exactly.</summary>
internal sealed class SiteEnergy(EnergyModel model) : IActivitySink
{
    private readonly Charge[][] _charges = Charge.Of(model);
    private readonly Int128[] _rows = new Int128[model.Sites.Count * ComponentCatalog.Units.Length];

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        int site = model.Sites.SiteOf(activity.Kind, activity.Tile);
        foreach (ref readonly Charge charge in _charges[(site * ActivityLedger.Kinds) + activity.Kind.Number].AsSpan())
        {
            ref Int128 row = ref _rows[charge.Row];
            row = checked(row + charge.CostOf(in activity));
        }
    }

    /// <summary>Adds the idle leakage of the finished run.</summary>
    public void AddIdle(EnergyAccount account)
    {
        foreach (IdleShare share in account.Idle)
        {
            ref Int128 row = ref _rows[(share.Site * ComponentCatalog.Units.Length) + share.Unit.Number];
            row = checked(row + share.Energy.Value);
        }
    }

    /// <summary>The energy of one unit at one site.</summary>
    public Quectojoules At(int site, UnitKind unit) => new(_rows[(site * ComponentCatalog.Units.Length) + unit.Number]);
}
