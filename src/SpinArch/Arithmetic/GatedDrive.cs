namespace SpinArch.Arithmetic;

/// <summary>What becomes of a drive code whose gate is off (<c>docs/arithmetic.md</c>, section 4).</summary>
internal static class GatedDrive
{
    /// <summary>What is left of the full drive code.</summary>
    /// <param name="remain">Share of the drive that is left.</param>
    /// <param name="inputMaximum">Xmax.</param>
    public static int Code(double remain, int inputMaximum) => (int)Math.Round(remain * inputMaximum, MidpointRounding.AwayFromZero);

    /// <summary>What is left of drive codes: all where the gate is on, <c>rdiv(X g, Xmax)</c> where it is off.</summary>
    /// <param name="codes">The codes; changed in place.</param>
    /// <param name="driven">The gates.</param>
    /// <param name="remaining">g: see <see cref="Code"/>.</param>
    /// <param name="inputMaximum">Xmax.</param>
    public static void Apply(Span<short> codes, ReadOnlySpan<bool> driven, int remaining, int inputMaximum)
    {
        for (int row = 0; row < codes.Length; row++)
        {
            if (!driven[row])
            {
                codes[row] = remaining == 0 ? (short)0 : (short)ColumnMath.RoundDivide((long)codes[row] * remaining, inputMaximum);
            }
        }
    }
}
