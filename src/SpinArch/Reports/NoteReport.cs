namespace SpinArch.Reports;

/// <summary>Something to know beside a report's figures.</summary>
public sealed record NoteReport
{
    /// <summary>The kind of a note on a rate that the run was too short to show.</summary>
    public const string Unsettled = "unsettled";

    /// <summary>The kind of a note on times that the estimator's closed form does not get.</summary>
    public const string Estimate = "estimate";

    /// <summary>
    /// <c>cost</c>: beyond a published point, charged by a law; <c>costNotModelled</c>: beyond it, and free; <c>lines</c>: currents that ideal lines
    /// carry; <c>supply</c>: of a sigma crossbar whose currents meet the mean's; <c>balance</c>: units that could be narrower;
    /// <c>unsettled</c>: a rate that the run was too short to show; <c>estimate</c>: times that are not to be relied on.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>The key of the architecture that it is about; several are separated by spaces; empty where it is about none.</summary>
    public required string Key { get; init; }

    /// <summary>One sentence.</summary>
    public required string Text { get; init; }
}
