namespace SpinArch.Sweeps;

/// <summary>Places short labels beside points [pixels]. Policy: the first of four corners at which no earlier label stands, else the first.</summary>
internal sealed class LabelPlacer
{
    private const double CharacterWidth = 7.5;
    private const double Height = 11;

    private static readonly (double X, double Y, string Anchor)[] Corners = [(6, -5, "start"), (-6, 14, "end"), (6, 14, "start"), (-6, -5, "end")];

    private readonly List<(double Left, double Right, double Base)> taken = [];

    /// <summary>Where the label of a point goes.</summary>
    /// <param name="x">The point.</param>
    /// <param name="y">The point.</param>
    /// <param name="characters">Length of the label.</param>
    public (double X, double Y, string Anchor) Place(double x, double y, int characters)
    {
        foreach ((double dx, double dy, string anchor) in Corners)
        {
            double left = anchor == "start" ? x + dx : x + dx - (characters * CharacterWidth);
            double right = left + (characters * CharacterWidth);
            if (!taken.Exists(other => left < other.Right && right > other.Left && Math.Abs(y + dy - other.Base) < Height))
            {
                taken.Add((left, right, y + dy));
                return (x + dx, y + dy, anchor);
            }
        }

        return (x + Corners[0].X, y + Corners[0].Y, Corners[0].Anchor);
    }
}
