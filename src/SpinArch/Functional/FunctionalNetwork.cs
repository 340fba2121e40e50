using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>
/// A compiled program without its time: computes, bit for bit, the results that the event-driven machine computes from the
/// same levels, constants and draws (<c>docs/arithmetic.md</c>). Immutable, so any number of threads may share one.
/// </summary>
public sealed class FunctionalNetwork
{
    private readonly IFunctionalLayer[][] copies;
    private readonly IFunctionalLayer[] layers;

    /// <summary>Takes the blocks of a program.</summary>
    /// <param name="spec">The architecture it was compiled for.</param>
    /// <param name="program">A compiled network with weights.</param>
    /// <exception cref="InputException">The program belongs to another architecture or has no weights.</exception>
    public FunctionalNetwork(ArchitectureSpec spec, Program program)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(program);
        if (program.ArchitectureHash != spec.Hash)
        {
            throw new InputException(program.Network, $"the program was compiled for another architecture than {spec.Name}; compile it again");
        }

        if (program.Tiles.Any(tile => tile.Blocks.Any(block => block.MeanLevels.IsEmpty && PlacedBlock.IsMatrix(program, block))))
        {
            throw new InputException(program.Network, "has no weights, so there is nothing to infer; name a weights file in the network file");
        }

        ComponentCatalog.RequireClosedForm(spec, "the functional path");
        Spec = spec;
        Inputs = program.InputWords;
        Outputs = program.OutputWords;
        OutputScale = program.Port.OutputScale;

        // Copies differ by the imperfections of their parts alone, and by the sample on which a mean that is kept meets its noise.
        bool isEach = !DeviceEffects.AreIdeal(spec) || (spec.ReadsWhole && spec.HasSigma);
        IEnumerable<PlacedBlock> blocks = isEach ? PlacedBlock.OfAllCopies(program) : PlacedBlock.Of(program);
        copies = [.. blocks.GroupBy(block => block.Block.Layer).OrderBy(layer => layer.Key).Select(layer => CopiesOf(spec, layer,
            program))];
        layers = [.. copies.Select(layer => layer[0])];
        IsChain = program.Stages.IsEmpty;
        Stages = IsChain ? Chain(layers) : program.Stages;
    }

    /// <summary>Whether a program is a network layer by layer: its blocks cover each layer, a layer's outputs are the next one's inputs, and something is accumulated. Of programs by hand not all are.</summary>
    /// <param name="program">A verified program.</param>
    public static bool Fits(Program program)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (!program.Tiles.Any(tile => tile.Code.Any(IsResult)))
        {
            return false;
        }

        if (!program.Stages.IsEmpty)
        {
            return FitsStages(program);
        }

        int inputs = program.InputWords;
        int expected = 0;
        foreach (IGrouping<int, LayerBlock> layer in program.Tiles.Where(tile => tile.FirstSample == 0).SelectMany(tile => tile.Blocks).GroupBy(block => block.Layer).OrderBy(layer => layer.Key))
        {
            if (layer.Key != expected++ || Covers(layer) is not { } size || size.Rows != inputs)
            {
                return false;
            }

            inputs = size.Columns;
        }

        return inputs == program.OutputWords;
    }

    private static bool FitsStages(Program program)
    {
        ILookup<int, LayerBlock> layers = program.Tiles.Where(tile => tile.FirstSample == 0).SelectMany(tile => tile.Blocks)
            .ToLookup(block => block.Layer);
        return program.Stages.Where(stage => stage.Kind == StageKind.Matrix).All(stage => layers[stage.Layer] is var blocks
            && blocks.Any() && Covers(blocks) is { } size && size == (stage.Window.Rows, stage.OutChannels));
    }

    // Rows without a bias, and columns, of blocks that hold each place of their layer once; null of others.
    private static (int Rows, int Columns)? Covers(IEnumerable<LayerBlock> layer)
    {
        int rows = layer.Max(block => block.RowBase + block.Rows);
        int columns = layer.Max(block => block.ColumnBase + block.Columns);
        return layer.Sum(block => (long)block.Rows * block.Columns) == (long)rows * columns
            && layer.Select(block => (block.RowBase, block.ColumnBase)).Distinct().Count() == layer.Count()
                ? (rows - layer.DistinctBy(block => block.RowBase).Sum(block => block.AlwaysDrivenRows), columns) : null;
    }

    /// <summary>The architecture.</summary>
    public ArchitectureSpec Spec { get; }

    /// <summary>Inputs of the network.</summary>
    public int Inputs { get; }

    /// <summary>Outputs of the network.</summary>
    public int Outputs { get; }

    /// <summary>Value of one unit of a result.</summary>
    public double OutputScale { get; }

    internal IReadOnlyList<IFunctionalLayer> Layers => layers;

    /// <summary>The network's stages; of a chain a matrix a layer.</summary>
    internal ImmutableArray<ProgramStage> Stages { get; }

    /// <summary>Whether the network is a chain of dense layers.</summary>
    internal bool IsChain { get; }

    /// <summary>By layer: every copy that computes otherwise than the others; sample s belongs to copy s modulo their number.</summary>
    internal IReadOnlyList<IReadOnlyList<IFunctionalLayer>> Copies => copies;

    /// <summary>Results of every sample of consecutive inputs, on all processors unless told otherwise.</summary>
    /// <param name="images">Pixels of each input, [inputs][<see cref="Inputs"/>].</param>
    /// <param name="seed">Key of all draws.</param>
    /// <param name="samples">Monte-Carlo samples an input, at least 1.</param>
    /// <param name="threads">Threads; 0 for one a processor. The results do not depend on it.</param>
    /// <param name="cancellation">Stops between two inputs.</param>
    /// <returns>Results, [inputs][samples x outputs].</returns>
    /// <exception cref="InputException">An image does not fit the network.</exception>
    public ImmutableArray<long[]> Run(
        IReadOnlyList<byte[]> images, ulong seed, int samples, int threads = 0, CancellationToken cancellation = default) =>
        Run(images, seed, samples, new ConversionTally(layers.Length), threads, cancellation);

    /// <summary>The same, and what the converters did.</summary>
    internal ImmutableArray<long[]> Run(
        IReadOnlyList<byte[]> images, ulong seed, int samples, ConversionTally tally, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        long[][] results = new long[images.Count][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads < 1 ? Environment.ProcessorCount : threads, CancellationToken = cancellation };
        Parallel.For(
            0,
            images.Count,
            options,
            () => new FunctionalPass(this, seed),
            (input, _, pass) =>
            {
                long[] result = new long[samples * Outputs];
                pass.Run(input, images[input], samples, result);
                results[input] = result;
                return pass;
            },
            pass => tally.Add(pass.Tally));
        return [.. results];
    }

    // What the tile that finishes the layer's columns makes of their sums.
    private static Activation HiddenOf(Program program, int layer) => program.Tiles
        .Where(tile => tile.Blocks.Any(block => block.Layer == layer))
        .SelectMany(tile => tile.Code)
        .Where(instruction => instruction.Opcode == Opcode.Activate)
        .Select(instruction => instruction.Activation)
        .DefaultIfEmpty(Activation.SaturatingLinear)
        .First();

    private static bool IsResult(Instruction instruction) => instruction.Opcode is Opcode.Accumulate or Opcode.Tally;

    // A layer of a chain takes all that the one before gives.
    private static ImmutableArray<ProgramStage> Chain(IFunctionalLayer[] layers) =>
    [
        .. layers.Select((layer, index) => new ProgramStage
        {
            Name = "",
            Kind = StageKind.Matrix,
            Sources = [new StageSource { Stage = index - 1, Channels = layer.Inputs }],
            Window = Window.Whole(layer.Inputs),
            OutChannels = layer.Outputs,
            Layer = index,
        }),
    ];

    private static Activation ActivationOf(Program program, int layer)
    {
        if (program.Stages.FirstOrDefault(stage => stage.Layer == layer) is { } stage)
        {
            return stage.Activation;
        }

        bool isLast = layer == program.Tiles.SelectMany(tile => tile.Blocks).Max(block => block.Layer);
        return isLast ? program.Tiles.SelectMany(tile => tile.Code).First(IsResult).Activation : HiddenOf(program, layer);
    }

    private static IFunctionalLayer[] CopiesOf(ArchitectureSpec spec, IGrouping<int, PlacedBlock> layer, Program program)
    {
        Activation activation = ActivationOf(program, layer.Key);
        return [.. layer.GroupBy(block => block.FirstSample).OrderBy(copy => copy.Key).Select(Copy)];

        IFunctionalLayer Copy(IGrouping<int, PlacedBlock> copy) => ComponentCatalog.TakesWholeLayers(spec)
            ? new ElementLayer(spec, program, copy.Single().Block, activation)
            : spec.ReadsWhole ? new ArrayLayer(spec, [.. copy], activation, copy.Key)
            : new FunctionalLayer(layer.Key, spec, [.. copy], activation, copy.Key);
    }
}
