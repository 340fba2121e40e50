namespace SpinArch.Files;

/// <summary>
/// What is said where a time or an energy outgrows the whole numbers that hold it. Arithmetic on them is checked, so a number that does
/// not fit is an <see cref="OverflowException"/> where it is made; those who begin a computation turn it into one line for the user.
/// </summary>
public static class Magnitude
{
    /// <summary>The error of a computation whose times or energies are too large.</summary>
    /// <param name="name">The network or program.</param>
    /// <param name="cause">What was thrown.</param>
    public static InputException TooLarge(string name, OverflowException cause) => new(
        name,
        "a time or an energy of this run is too large to be counted; allowed are times to 2^63 ps (106 days) and energies to 1.7e8 J: choose shorter times, smaller constants, fewer samples or inputs",
        cause);
}
