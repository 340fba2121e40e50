using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Functional;

/// <summary>Which stages differ from sample to sample of an input: those behind weights, which every sample draws.</summary>
internal sealed class StageOrder
{
    private readonly bool[] _varies;

    public StageOrder(ImmutableArray<ProgramStage> stages)
    {
        bool[] draws = new bool[stages.Length];
        _varies = new bool[stages.Length];
        for (int stage = 0; stage < stages.Length; stage++)
        {
            _varies[stage] = stages[stage].Sources.Any(source => source.Stage >= 0 && draws[source.Stage]);
            draws[stage] = _varies[stage] || stages[stage].Kind == StageKind.Matrix;
        }
    }

    /// <summary>Whether what a stage takes differs from sample to sample.</summary>
    public bool Varies(int stage) => _varies[stage];
}
