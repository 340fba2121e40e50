using SpinArch.Kernel;

namespace SpinArch.Traces.Analysis;

/// <summary>When something can happen at the earliest, which is when it does happen, and what it waits for last.</summary>
/// <param name="At">When.</param>
/// <param name="After">What is there then, as a phrase.</param>
internal readonly record struct Due(Picoseconds At, string After)
{
    /// <summary>Whether it waits for something of which nothing is known, so that it may be later.</summary>
    public bool IsOpen { get; init; }

    /// <summary>It waits for something else too.</summary>
    public Due Or(Picoseconds at, string after) => at > At ? this with { At = at, After = after } : this;

    /// <summary>What is wrong with a time at which it is said to have happened; null where nothing is.</summary>
    public string? Judge(Picoseconds now) => now < At ? $"it is too early: {After} is there at {At}"
        : now > At && !IsOpen ? $"it is too late: all that it waits for is there at {At}, the last of it {After}"
        : null;
}
