using System.Collections.Immutable;
using SpinArch.Costs;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// The cost rules of a chip, made once from its architecture, its technology and the program's shape. Immutable; costing is
/// a pure function of whole-number totals, so re-costing needs no new simulation.
/// </summary>
public sealed class EnergyModel
{
    private EnergyModel(EnergyTermBuilder builder)
    {
        Sites = builder.Sites;
        Tiles = builder.Tiles;
        Terms = builder.Terms;
        Idles = builder.Idles;
    }

    /// <summary>The places of the chip.</summary>
    public SiteMap Sites { get; }

    /// <summary>What each tile is built for.</summary>
    public ImmutableArray<TileShape> Tiles { get; }

    /// <summary>Rules that look at activities.</summary>
    public ImmutableArray<EnergyTerm> Terms { get; }

    /// <summary>Rules that look at powered time.</summary>
    public ImmutableArray<IdleTerm> Idles { get; }

    /// <summary>The rules for a program on an architecture.</summary>
    /// <param name="spec">The architecture with its technology.</param>
    /// <param name="program">The program.</param>
    /// <exception cref="KeyNotFoundException">The technology lacks a constant; the loader rules that out.</exception>
    public static EnergyModel Create(ArchitectureSpec spec, Program program)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(program);
        return new EnergyModel(new EnergyTermBuilder(spec, program));
    }

    /// <summary>What a run cost.</summary>
    /// <param name="ledger">What happened.</param>
    /// <param name="powered">How long the chip was powered: the makespan.</param>
    public EnergyAccount Cost(ActivityLedger ledger, Picoseconds powered)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var lines = new List<EnergyLine>(Terms.Length + Idles.Length);
        foreach (EnergyTerm term in Terms)
        {
            Merge(lines, LineOf(term, ledger));
        }

        var shares = new List<IdleShare>();
        foreach (IdleTerm idle in Idles)
        {
            Merge(lines, LineOf(idle, ledger, powered, shares));
        }

        return new EnergyAccount { Lines = [.. lines.OrderBy(line => line.Unit)], Idle = [.. shares] };
    }

    /// <summary>The energy that one activity costs by itself, active leakage included: the same rules, applied to one.</summary>
    /// <param name="activity">The activity.</param>
    public Quectojoules CostOf(in Activity activity)
    {
        int site = Sites.SiteOf(activity.Kind, activity.Tile);
        var single = new ActivityTotals(1, activity.Items, activity.Duration.Value, activity.Quanta, activity.Drive);
        Quectojoules sum = default;
        foreach (EnergyTerm term in Terms)
        {
            if (term.Activity == activity.Kind)
            {
                sum += (term.Cost * term.CountOf(single, site)) + (term.QuantumCost * term.QuantaOf(single, site));
            }
        }

        return sum;
    }

    private static EnergyLine LineOf(EnergyTerm term, ActivityLedger ledger)
    {
        Int128 count = 0;
        Int128 quanta = 0;
        for (int site = 0; site < ledger.Sites.Count; site++)
        {
            ActivityTotals totals = ledger.At(term.Activity, site);
            count = checked(count + term.CountOf(totals, site));
            quanta = checked(quanta + term.QuantaOf(totals, site));
        }

        return new EnergyLine
        {
            Unit = term.Unit,
            Action = term.Action,
            Kind = term.Kind,
            Scope = term.Scope,
            Count = count,
            Cost = term.Cost,
            Quanta = quanta,
            QuantumCost = term.QuantumCost,
            Source = term.Source,
            Assumption = term.Assumption,
        };
    }

    private static void Merge(List<EnergyLine> lines, EnergyLine line)
    {
        if (line.Count == 0 && line.Quanta == 0)
        {
            return;
        }

        int same = lines.FindIndex(other =>
            line with { Count = other.Count, Quanta = other.Quanta } == other);
        if (same < 0)
        {
            lines.Add(line);
        }
        else
        {
            lines[same] = line with { Count = checked(line.Count + lines[same].Count), Quanta = checked(line.Quanta + lines[same].Quanta) };
        }
    }

    private EnergyLine LineOf(IdleTerm idle, ActivityLedger ledger, Picoseconds powered, List<IdleShare> shares)
    {
        Int128 sum = 0;
        for (int site = 0; site < Sites.Count; site++)
        {
            Int128 count = (Int128)idle.Devices[site] * powered.Value;
            foreach (int index in idle.Active)
            {
                EnergyTerm active = Terms[index];
                count = checked(count - active.CountOf(ledger.At(active.Activity, site), site));
            }

            // Active leakage is charged an access at a time, which can exceed the powered time of a faster unit.
            if (count > 0)
            {
                sum = checked(sum + count);
                shares.Add(new IdleShare(site, idle.Unit, idle.Cost * count));
            }
        }

        return new EnergyLine
        {
            Unit = idle.Unit,
            Action = idle.Action,
            Kind = TermKind.Leakage,
            Scope = TermScope.System,
            Count = sum,
            Cost = idle.Cost,
            Quanta = 0,
            QuantumCost = default,
            Source = idle.Source,
            Assumption = idle.Assumption,
        };
    }
}
