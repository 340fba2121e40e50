using System.Globalization;

namespace SpinArch.Kernel;

/// <summary>
/// A time or a duration as a whole number of picoseconds, up to 106 days. No implicit conversions: a unit is chosen by name. Arithmetic is
/// checked: a time that does not fit is an <see cref="OverflowException"/>, never a wrong number.
/// </summary>
/// <param name="Value">Picoseconds; negative only for differences.</param>
public readonly record struct Picoseconds(long Value) : IComparable<Picoseconds>
{
    /// <summary>Time zero, or no duration.</summary>
    public static Picoseconds Zero => default;

    /// <summary>This time in nanoseconds [ns].</summary>
    public double Nanoseconds => Value / 1000.0;

    /// <inheritdoc/>
    public int CompareTo(Picoseconds other) => Value.CompareTo(other.Value);

    /// <summary>The sum of two times.</summary>
    public static Picoseconds operator +(Picoseconds left, Picoseconds right) => new(checked(left.Value + right.Value));

    /// <summary>The difference of two times.</summary>
    public static Picoseconds operator -(Picoseconds left, Picoseconds right) => new(checked(left.Value - right.Value));

    /// <summary>A duration repeated.</summary>
    public static Picoseconds operator *(Picoseconds duration, long times) => new(checked(duration.Value * times));

    /// <summary>Whether the left time is earlier.</summary>
    public static bool operator <(Picoseconds left, Picoseconds right) => left.Value < right.Value;

    /// <summary>Whether the left time is later.</summary>
    public static bool operator >(Picoseconds left, Picoseconds right) => left.Value > right.Value;

    /// <summary>Whether the left time is no later.</summary>
    public static bool operator <=(Picoseconds left, Picoseconds right) => left.Value <= right.Value;

    /// <summary>Whether the left time is no earlier.</summary>
    public static bool operator >=(Picoseconds left, Picoseconds right) => left.Value >= right.Value;

    /// <summary>The later of two times.</summary>
    public static Picoseconds Max(Picoseconds left, Picoseconds right) => left.Value >= right.Value ? left : right;

    /// <summary>The first multiple of <paramref name="period"/> that is no earlier than this time: the next clock edge.</summary>
    /// <param name="period">A positive clock period.</param>
    public Picoseconds RoundUpTo(Picoseconds period)
    {
        long remainder = Value % period.Value;
        return remainder == 0 ? this : new Picoseconds(checked(Value + (period.Value - remainder)));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value / 1000m:0.###} ns");
}
