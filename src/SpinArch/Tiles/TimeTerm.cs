using SpinArch.Kernel;

namespace SpinArch.Tiles;

/// <summary>A time together with how the documentation writes it, so that a formula is stated once.</summary>
/// <param name="Text">A key without its unit, or a sum of such.</param>
/// <param name="Time">Its value.</param>
public readonly record struct TimeTerm(string Text, Picoseconds Time)
{
    /// <summary>One after the other.</summary>
    public static TimeTerm operator +(TimeTerm left, TimeTerm right) => new($"{left.Text} + {right.Text}", left.Time + right.Time);

    /// <summary>Some of it repeated.</summary>
    /// <param name="times">How often, and how that is written.</param>
    /// <param name="term">The time.</param>
    public static TimeTerm operator *((string Text, int Count) times, TimeTerm term) => new($"{times.Text} x {term.Text}", term.Time * times.Count);
}
