using SpinArch.Kernel;

namespace SpinArch.Runs;

/// <summary>What a run left out, or why nothing.</summary>
/// <param name="WhyNot">Why the whole run was simulated; empty where it was not.</param>
/// <param name="Inputs">Network inputs that were left out.</param>
/// <param name="PeriodInputs">Inputs of the period that the rest is made of; 0 where none was found.</param>
/// <param name="Period">How long it takes.</param>
public sealed record Shortcut(string WhyNot, int Inputs, int PeriodInputs, Picoseconds Period)
{
    /// <summary>A run that was simulated to the end.</summary>
    /// <param name="why">Why.</param>
    public static Shortcut None(string why) => new(why, 0, 0, Picoseconds.Zero);
}
