using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>From a network to a program: every stage is one function, and its verifier always runs.</summary>
public static class CompilerPipeline
{
    /// <summary>Compiles a network for an architecture.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Monte-Carlo samples an input, at least 1.</param>
    /// <param name="inputs">Network inputs, at least 1.</param>
    /// <param name="observe">Told the product of each stage, for <c>--dump-after</c>; may be null.</param>
    /// <param name="cancellation">Stops it between two stages.</param>
    /// <exception cref="InputException">The network cannot be mapped onto this architecture.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Program Compile(
        NetworkGraph graph, ArchitectureSpec spec, int samples, int inputs, Action<CompilerStage, object>? observe = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(spec);
        observe?.Invoke(CompilerStage.Graph, graph);
        NetworkFit.Check(graph, spec);
        graph = NetworkGroups.Split(graph, spec);
        NetworkFit.CheckStages(graph, NetworkLowering.Lower(graph), spec);
        graph = NetworkScaling.Apply(graph, spec);
        cancellation.ThrowIfCancellationRequested();

        PartitionedNetwork partitioned = Partition(graph, spec, samples);
        PartitionVerifier.Verify(partitioned, spec, samples);
        observe?.Invoke(CompilerStage.Partition, partitioned);
        cancellation.ThrowIfCancellationRequested();

        PlacedNetwork placed = Placer.Place(partitioned, spec, samples);
        PlacementVerifier.Verify(placed);
        observe?.Invoke(CompilerStage.Place, placed);
        cancellation.ThrowIfCancellationRequested();

        Program program = ProgramEmitter.Emit(placed, spec, samples, inputs);
        ProgramVerifier.Verify(program, graph.Name);
        observe?.Invoke(CompilerStage.Emit, program);
        cancellation.ThrowIfCancellationRequested();
        return program;
    }

    /// <summary>
    /// Compiles the values of a network: blocks, constants and stages on tiles. Of a chain of dense layers it is the whole program; of
    /// others code and channels are missing, so that it has values and no time.
    /// </summary>
    /// <param name="graph">The network, with weights.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="samples">Monte-Carlo samples an input, at least 1.</param>
    /// <param name="inputs">Network inputs, at least 1.</param>
    /// <exception cref="InputException">The network cannot be mapped onto this architecture.</exception>
    internal static Program CompileValues(NetworkGraph graph, ArchitectureSpec spec, int samples, int inputs)
    {
        if (NetworkLowering.IsChain(graph))
        {
            return Compile(graph, spec, samples, inputs);
        }

        NetworkFit.Check(graph, spec);
        PartitionedNetwork partitioned = Partition(NetworkScaling.Apply(graph, spec), spec, samples);
        PartitionVerifier.Verify(partitioned, spec, samples);
        return ProgramEmitter.EmitValues(Placer.Place(partitioned, spec, samples), spec, samples, inputs);
    }

    // Under a tile budget layers are weighed by their times.
    private static PartitionedNetwork Partition(NetworkGraph graph, ArchitectureSpec spec, int samples)
    {
        try
        {
            return Replicator.Replicate(Partitioner.Partition(graph, spec), spec, samples);
        }
        catch (OverflowException error)
        {
            throw Magnitude.TooLarge(graph.Name, error);
        }
    }
}
