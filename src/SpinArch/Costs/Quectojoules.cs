using System.Globalization;
using SpinArch.Kernel;

namespace SpinArch.Costs;

/// <summary>
/// An energy as a whole number of quectojoules (1e-30 J). Every cost is rounded to this unit once, when the model is made;
/// from then on energies are only added and multiplied by whole counts, so totals over terms, tiles and bins agree exactly.
/// The unit is this small because one quantum of a column read at 16 drive bits is no more than about 1e-26 J. Arithmetic is checked: an
/// energy that does not fit is an error, never a wrong number.
/// </summary>
/// <param name="Value">Quectojoules; 128 bits reach 1.7e8 J.</param>
public readonly record struct Quectojoules(Int128 Value) : IComparable<Quectojoules>
{
    private const decimal PerFemtojoule = 1e15m;
    private const decimal LargestDecimal = 7e28m;

    /// <summary>No energy.</summary>
    public static Quectojoules Zero => default;

    /// <summary>This energy in femtojoules [fJ].</summary>
    public double Femtojoules => In(PerFemtojoule);

    /// <summary>This energy in nanojoules [nJ].</summary>
    public double Nanojoules => In(PerFemtojoule * 1e6m);

    /// <summary>This energy in femtojoules as a decimal number, exact below 7e13 fJ, so that written bins still add up.</summary>
    public decimal ExactFemtojoules => Int128.Abs(Value) < (Int128)LargestDecimal
        ? (decimal)Value / PerFemtojoule
        : (decimal)(Value / 10_000_000_000) / 1e5m;

    /// <summary>The energy of a published figure in femtojoules, read as the decimal number that it was written as.</summary>
    /// <param name="femtojoules">Energy [fJ].</param>
    /// <param name="times">How often.</param>
    public static Quectojoules FromFemtojoules(double femtojoules, decimal times = 1) =>
        Rounded((decimal)femtojoules * PerFemtojoule * times);

    /// <summary>Power times time: a published power, read as the decimal number that it was written as, over a duration.</summary>
    /// <param name="milliwatts">Power [mW].</param>
    /// <param name="duration">For how long.</param>
    /// <exception cref="OverflowException">More than 128 bits hold.</exception>
    public static Quectojoules FromPower(decimal milliwatts, Picoseconds duration)
    {
        if (duration.Value == 0 || Math.Abs(milliwatts) <= LargestDecimal / PerFemtojoule / duration.Value)
        {
            return Rounded(milliwatts * duration.Value * PerFemtojoule);
        }

        // Beyond a decimal's range: whole quectojoules a picosecond, and what is left of one.
        decimal perPicosecond = milliwatts * PerFemtojoule;
        decimal whole = decimal.Truncate(perPicosecond);
        decimal rest = Math.Round((perPicosecond - whole) * duration.Value, MidpointRounding.ToEven);
        return new Quectojoules(checked(((Int128)whole * duration.Value) + (Int128)rest));
    }

    /// <summary>The energy nearest to a computed value in joules.</summary>
    /// <param name="joules">Energy [J].</param>
    /// <exception cref="OverflowException">More than 128 bits hold, or no number.</exception>
    public static Quectojoules FromJoules(double joules) => new(checked((Int128)Math.Round(joules * 1e30)));

    /// <inheritdoc/>
    public int CompareTo(Quectojoules other) => Value.CompareTo(other.Value);

    /// <summary>Mean power of this energy spent over a duration [mW]; 0 over no time.</summary>
    /// <param name="duration">For how long.</param>
    public double MilliwattsOver(Picoseconds duration) => duration.Value == 0 ? 0 : Femtojoules / duration.Value;

    /// <summary>The sum of two energies.</summary>
    public static Quectojoules operator +(Quectojoules left, Quectojoules right) => new(checked(left.Value + right.Value));

    /// <summary>The difference of two energies.</summary>
    public static Quectojoules operator -(Quectojoules left, Quectojoules right) => new(checked(left.Value - right.Value));

    /// <summary>An energy spent several times.</summary>
    public static Quectojoules operator *(Quectojoules energy, Int128 times) => new(checked(energy.Value * times));

    /// <summary>An energy spent several times.</summary>
    public static Quectojoules operator *(Int128 times, Quectojoules energy) => energy * times;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Femtojoules} fJ");

    private static Quectojoules Rounded(decimal value) => new((Int128)Math.Round(value, MidpointRounding.ToEven));

    // Through decimal where it fits, so that 57 fJ prints as 57 and not as 57.00000000000001.
    private double In(decimal unit) =>
        Int128.Abs(Value) < (Int128)LargestDecimal ? (double)((decimal)Value / unit) : (double)Value / (double)unit;
}
