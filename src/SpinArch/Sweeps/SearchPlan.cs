using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Sweeps;

/// <summary>What a search looks for, and how long.</summary>
public sealed record SearchPlan
{
    /// <summary>Most designs that may be evaluated.</summary>
    public const int MostEvaluations = 1_000_000;

    /// <summary>Most designs of a generation.</summary>
    public const int MostPopulation = 10_000;

    /// <summary>What is to be made best, at least one of <see cref="SweepObjective.Names"/>.</summary>
    public ImmutableArray<string> Objectives { get; init; } = ["latencyNs", "energyNj", "areaMm2"];

    /// <summary>What every design of the result keeps to.</summary>
    public ImmutableArray<SearchConstraint> Constraints { get; init; } = [];

    /// <summary>Designs that are evaluated at most.</summary>
    public int Evaluations { get; init; } = 200;

    /// <summary>Designs of a generation.</summary>
    public int Population { get; init; } = 15;

    /// <summary>Seed of all chance in it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether a design has to be inferred, and not only estimated.</summary>
    public bool NeedsAccuracy =>
        Objectives.Concat(Constraints.Select(constraint => constraint.Name)).Any(name => !SweepObjective.IsEstimated(name));

    /// <summary>Looks whether a sweep file can be searched.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InputException">It cannot.</exception>
    public void Check(SweepFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        string? fault = file.Design != SweepDesign.Grid ? "design: a search makes its own points; leave it out"
            : file.Screen is not null ? "screen: a search decides itself what is simulated; leave it out"
            : file.Networks.Length > 1 ? "networks: a search is of one network; name one"
            : file.Seeds.Length > 1 ? "seeds: a search is of one seed; name one"
            : NeedsAccuracy && file.AccuracyImages == 0
                ? "accuracy and calibrationError need images to be inferred: \"accuracy\": { \"images\": 100 }"
            : null;
        if (fault is not null)
        {
            throw new InputException(file.Place, fault);
        }
    }

    /// <summary>The figures that decide: objectives, then those that constraints alone are about.</summary>
    public ImmutableArray<string> Figures =>
        [.. Objectives.Concat(Constraints.Select(constraint => constraint.Name)).Distinct(StringComparer.Ordinal)];

    /// <summary>The figures of a design; empty where it cannot be built.</summary>
    /// <param name="row">The design.</param>
    public ImmutableArray<double> FiguresOf(PointRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Status is "ok" or "screened" && row.EstLatencyNs is not null ? [.. Figures.Select(name => Figure(row, name))] : [];
    }

    /// <summary>How good a design is.</summary>
    /// <param name="row">The design.</param>
    public SearchScore ScoreOf(PointRow row) => ScoreOf(FiguresOf(row));

    /// <summary>How good a design of certain figures is.</summary>
    /// <param name="figures">In the order of <see cref="Figures"/>; empty where it cannot be built.</param>
    public SearchScore ScoreOf(ImmutableArray<double> figures)
    {
        if (figures.IsEmpty)
        {
            return SearchScore.Unbuildable(Objectives.Length);
        }

        ImmutableArray<string> names = Figures;
        return new SearchScore(
            [.. Objectives.Select((name, index) => SweepObjective.IsMaximised(name) ? -figures[index] : figures[index])],
            Constraints.Sum(constraint => constraint.Violation(figures[names.IndexOf(constraint.Name)])));
    }

    /// <summary>Whether more of a figure is better, for the objectives or for the constraint that it alone is about.</summary>
    /// <param name="figure">Its place in <see cref="Figures"/>.</param>
    internal bool IsBetterHigher(int figure) => figure < Objectives.Length
        ? SweepObjective.IsMaximised(Objectives[figure])
        : !Constraints.First(constraint => constraint.Name == Figures[figure]).IsAtMost;

    /// <summary>A design's figure: simulated where it has been, else the estimate.</summary>
    public static double Figure(PointRow row, string name) =>
        SweepObjective.Of(row, name) ?? SweepObjective.EstimateOf(row, name) ?? double.NaN;
}
