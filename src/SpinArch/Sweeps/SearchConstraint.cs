using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Sweeps;

/// <summary>What a design must keep to, such as <c>latencyNs &lt;= 10000</c>.</summary>
/// <param name="Name">One of <see cref="SweepObjective.Names"/>.</param>
/// <param name="IsAtMost">Whether the bound is an upper one.</param>
/// <param name="Bound">The bound, in the column's unit.</param>
public sealed record SearchConstraint(string Name, bool IsAtMost, double Bound)
{
    private static readonly string[] _signs = ["<=", ">="];

    /// <summary>Reads <c>NAME &lt;= NUMBER</c> or <c>NAME &gt;= NUMBER</c>.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It is neither.</exception>
    public static SearchConstraint Parse(string place, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? sign = _signs.FirstOrDefault(text.Contains);
        string[] sides = sign is null ? [] : text.Split(sign, StringSplitOptions.TrimEntries);
        if (sides.Length != 2
            || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double bound) || !double.IsFinite(bound))
        {
            throw new InputException(place,
                $"'{Quoted.Short(text)}' is no constraint; allowed is a figure, <= or >=, and a number, \"latencyNs <= 10000\" say");
        }

        ImmutableArray<string> known = SweepObjective.Names;
        return known.Contains(sides[0])
            ? new SearchConstraint(sides[0], sign == "<=", bound)
            : throw new InputException(place,
                $"'{Quoted.Short(sides[0])}' is no figure of a design; did you mean {NearestName.Of(sides[0], known)}? Allowed: {string.Join(", ", known)}");
    }

    /// <summary>By how much a figure misses the bound, relative to it where it is not zero; 0 where it keeps to it.</summary>
    /// <param name="value">The figure.</param>
    public double Violation(double value)
    {
        double beyond = IsAtMost ? value - Bound : Bound - value;
        return beyond <= 0 ? 0 : beyond / (Bound == 0 ? 1 : Math.Abs(Bound));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Name} {(IsAtMost ? "<=" : ">=")} {Bound:R}");
}
