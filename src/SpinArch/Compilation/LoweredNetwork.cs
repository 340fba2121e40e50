using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// A network as stages: what each reads, where, and what it makes of it; concatenations and flattenings are gone, into who reads whose
/// channels.
/// </summary>
/// <param name="Stages">In order, each after its sources; factors of additions are not known yet.</param>
/// <param name="Matrices">What the partitioner sees: one a layer of weights, in order.</param>
public sealed record LoweredNetwork(ImmutableArray<ProgramStage> Stages, ImmutableArray<LoweredMatrix> Matrices)
{
    /// <summary>Whether every stage is a matrix that takes all that the one before gives, at once.</summary>
    public bool IsChain => Stages.Select((stage, index) => stage.Kind == StageKind.Matrix && TakesAll(stage.Window)
        && stage.Sources is [{ SourceChannel: 0 } source] && source.Stage == index - 1
        && (index == 0 || (stage.Window.Rows == Stages[index - 1].OutChannels && stage.Window.Channels == stage.Window.Rows))).All(fits =>
            fits);

    /// <summary>The stages with the full drive code of an architecture.</summary>
    /// <param name="spec">The architecture.</param>
    public ImmutableArray<ProgramStage> StagesFor(ArchitectureSpec spec) =>
        [.. Stages.Select(stage => stage with { CodeMaximum = (1 << spec.Dac.Bits) - 1 })];

    private static bool TakesAll(Window window) =>
        window with { StrideY = 1, StrideX = 1 } == Window.Whole(window.Channels, window.Height, window.Width);

    /// <summary>
    /// Whether what a stage takes differs from sample to sample of an input: a matrix, whose weights are drawn, lies before it.
    /// </summary>
    public bool Varies(int stage) => Stages[stage].Sources.Any(source => source.Stage >= 0 && GivesAnew(source.Stage));

    /// <summary>Whether what a stage gives does.</summary>
    public bool GivesAnew(int stage) => Stages[stage].Kind == StageKind.Matrix || Varies(stage);
}
