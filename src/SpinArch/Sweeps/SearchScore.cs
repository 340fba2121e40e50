using System.Collections.Immutable;

namespace SpinArch.Sweeps;

/// <summary>How good a design is: what it costs in every objective, less being better, and by how much it misses its constraints.</summary>
/// <param name="Costs">A cost an objective.</param>
/// <param name="Violation">Sum of what constraints are missed by; 0 where none is, infinite where the design cannot be built.</param>
public readonly record struct SearchScore(ImmutableArray<double> Costs, double Violation)
{
    /// <summary>That of a design that cannot be built.</summary>
    /// <param name="objectives">Objectives.</param>
    public static SearchScore Unbuildable(int objectives) =>
        new([.. Enumerable.Repeat(double.PositiveInfinity, objectives)], double.PositiveInfinity);

    /// <summary>
    /// Whether this beats the other: it misses its constraints by less, or both keep to them and it is as good in everything and better
    /// in something (K. Deb, Comput. Methods Appl. Mech. Engrg. 186, 311, 2000).
    /// </summary>
    /// <param name="other">The other.</param>
    public bool Beats(in SearchScore other)
    {
        if (Violation > 0 || other.Violation > 0)
        {
            return Violation < other.Violation;
        }

        bool isBetter = false;
        for (int objective = 0; objective < Costs.Length; objective++)
        {
            if (Costs[objective] > other.Costs[objective])
            {
                return false;
            }

            isBetter |= Costs[objective] < other.Costs[objective];
        }

        return isBetter;
    }
}
