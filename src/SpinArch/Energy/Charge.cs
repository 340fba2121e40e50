using SpinArch.Components;
using SpinArch.Costs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>The terms of one kind of activity at one site that fall into one row of a trace, added into one linear form.</summary>
internal readonly struct Charge
{
    private readonly Int128 perActivity;
    private readonly Int128 perItem;
    private readonly Int128 perQuantum;
    private readonly Int128 perDrive;

    private Charge(int row, Int128 perActivity, Int128 perItem, Int128 perQuantum, Int128 perDrive)
    {
        Row = row;
        this.perActivity = perActivity;
        this.perItem = perItem;
        this.perQuantum = perQuantum;
        this.perDrive = perDrive;
    }

    /// <summary>The row of the trace.</summary>
    public int Row { get; }

    /// <summary>The charges of every site and kind, [site * kinds + kind].</summary>
    public static Charge[][] Of(EnergyModel model)
    {
        var charges = new Charge[model.Sites.Count * ActivityLedger.Kinds][];
        Array.Fill(charges, []);
        foreach (EnergyTerm term in model.Terms)
        {
            for (int site = 0; site < model.Sites.Count; site++)
            {
                if (term.Factor[site] == 0)
                {
                    continue;
                }

                int row = (site * ComponentCatalog.Units.Length) + term.Unit.Number;
                ref Charge[] slot = ref charges[(site * ActivityLedger.Kinds) + term.Activity.Number];
                int index = Array.FindIndex(slot, charge => charge.Row == row);
                Charge sum = index < 0 ? new Charge(row, 0, 0, 0, 0) : slot[index];
                Int128 cost = checked(term.Cost.Value * term.Factor[site]);
                Int128 quantum = term.QuantumCost.Value;
                sum = new Charge(
                    row,
                    checked(sum.perActivity + (term.Basis == CountBasis.Activities ? cost : 0)),
                    checked(sum.perItem + (term.Basis == CountBasis.Items ? cost : 0)),
                    checked(sum.perQuantum + (term.QuantumBasis == QuantumBasis.Quanta ? quantum : 0)),
                    checked(sum.perDrive + (term.QuantumBasis == QuantumBasis.Drive ? quantum : 0)));
                if (index < 0)
                {
                    slot = [.. slot, sum];
                }
                else
                {
                    slot[index] = sum;
                }
            }
        }

        return charges;
    }

    /// <summary>The energy of one activity, in quectojoules.</summary>
    public Int128 CostOf(in Activity activity)
    {
        checked
        {
            Int128 cost = perActivity + (perItem * activity.Items);
            if (activity.Quanta != 0 || activity.Drive != 0)
            {
                cost += (perQuantum * activity.Quanta) + (perDrive * activity.Drive);
            }

            return cost;
        }
    }
}
