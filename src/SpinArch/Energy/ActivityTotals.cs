namespace SpinArch.Energy;

/// <summary>Sums over activities of one kind.</summary>
/// <param name="Count">How many activities.</param>
/// <param name="Items">Sum of their items.</param>
/// <param name="BusyPicoseconds">Sum of their durations [ps].</param>
/// <param name="Quanta">Sum of their quanta: squared drive codes times levels.</param>
/// <param name="Drive">Sum of their squared drive codes.</param>
public readonly record struct ActivityTotals(long Count, long Items, Int128 BusyPicoseconds, Int128 Quanta, Int128 Drive)
{
    /// <summary>The sums over both.</summary>
    public static ActivityTotals operator +(ActivityTotals left, ActivityTotals right) => new(
        checked(left.Count + right.Count),
        checked(left.Items + right.Items),
        left.BusyPicoseconds + right.BusyPicoseconds,
        left.Quanta + right.Quanta,
        left.Drive + right.Drive);
}
