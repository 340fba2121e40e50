using System.Collections.Immutable;

namespace SpinArch.Energy;

/// <summary>The area of a chip, part by part.</summary>
/// <param name="Terms">The parts.</param>
public sealed record AreaAccount(ImmutableArray<AreaTerm> Terms)
{
    /// <summary>All parts [mm2].</summary>
    public double TotalMm2 => Sum(_ => true);

    /// <summary>Parts whose figure is an assumption [mm2].</summary>
    public double AssumedMm2 => Sum(term => term.Assumption);

    private double Sum(Func<AreaTerm, bool> chosen)
    {
        // Decimal, so that the order of terms does not show in the last digit.
        decimal sum = 0;
        foreach (AreaTerm term in Terms)
        {
            sum += chosen(term) ? (decimal)term.EachMm2 * term.Instances : 0;
        }

        return (double)sum;
    }
}
