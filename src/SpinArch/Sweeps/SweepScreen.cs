namespace SpinArch.Sweeps;

/// <summary>Which points are worth a simulation.</summary>
/// <param name="Objective">The estimate that decides; one of <see cref="SweepObjective.Names"/> but accuracy.</param>
/// <param name="Keep">The share of the points that can be built, above 0, at most 1; null where a number is given.</param>
/// <param name="KeepCount">The number of points; null where a share is given.</param>
public sealed record SweepScreen(string Objective, double? Keep, int? KeepCount)
{
    /// <summary>Whether the objective follows from times.</summary>
    public bool DependsOnTime => Objective is "latencyNs" or "samplesPerSecond" or "energyNj";

    /// <summary>How many of some points are simulated.</summary>
    /// <param name="points">Points that can be built.</param>
    public int Of(int points) => Math.Min(points, KeepCount ?? (int)Math.Ceiling(Keep!.Value * points));
}
