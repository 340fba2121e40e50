using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>One layer at work, with the buffers of one thread: mean sums once an input vector, sigma codes once a sample.</summary>
internal sealed class LayerEvaluation : ILayerEvaluation
{
    private readonly FunctionalLayer layer;
    private readonly ulong seed;
    private readonly LayerConversions counts;
    private readonly SigmaDrives drives;
    private readonly LayerGates? gates;
    private readonly short[] inputs;
    private readonly short[] gated;
    private readonly long[] mean;
    private readonly (int First, int End)[][] driven;

    public LayerEvaluation(FunctionalLayer layer, ArchitectureSpec spec, ulong seed, LayerConversions counts)
    {
        gates = LayerGates.Of(spec, seed, layer.Blocks);
        this.layer = layer;
        this.counts = counts;
        this.seed = seed;
        drives = new SigmaDrives(spec.Sampler, layer.InputMaximum, layer.Rows, seed);
        inputs = new short[GroupDraws.Count(layer.Rows) * GroupDraws.Rows];
        gated = gates is null ? inputs : new short[inputs.Length];
        inputs.AsSpan(layer.Rows - layer.BiasRows, layer.BiasRows).Fill((short)layer.InputMaximum);
        driven = [.. layer.ColumnRanges.Select(range => new (int First, int End)[range.Length])];
        mean = new long[layer.Outputs * layer.Slices * layer.MostRowBlocks];
    }

    /// <inheritdoc/>
    public Span<short> Inputs => inputs.AsSpan(0, layer.Rows - layer.BiasRows);

    /// <inheritdoc/>
    public ReadOnlySpan<short> Rows => gated.AsSpan(0, layer.Rows);

    /// <inheritdoc/>
    public void Load()
    {
        if (gates is null)
        {
            ReadMeans();
        }
    }

    /// <inheritdoc/>
    public void Evaluate(int input, DrawWord word, Span<long> results)
    {
        if (gates is not null)
        {
            inputs.CopyTo(gated.AsSpan());
            gates.Apply(input, word.Weights, gated.AsSpan(0, layer.Rows), layer.InputMaximum);
            ReadMeans();
        }

        for (int index = 0; index < driven.Length; index++)
        {
            FunctionalBlock[] range = layer.ColumnRanges[index];
            FunctionalBlock first = range[0];
            for (int from = 0; from < first.Columns; from += GroupDraws.BatchColumns)
            {
                int columns = Math.Min(GroupDraws.BatchColumns, first.Columns - from);
                if (first.HasSigma)
                {
                    drives.Draw(input, word.Weights, layer.Index, first.ColumnBase + from, columns, layer.Biases[index]);
                }

                for (int column = 0; column < columns; column++)
                {
                    results[first.ColumnBase + from + column] = Result(input, word.Noise, range, driven[index], from + column,
                        first.HasSigma
                        ? drives.Column(column) : []);
                }
            }
        }
    }

    private void ReadMeans()
    {
        drives.Load(gated);
        for (int index = 0; index < driven.Length; index++)
        {
            FunctionalBlock[] range = layer.ColumnRanges[index];
            for (int row = 0; row < range.Length; row++)
            {
                FunctionalBlock block = range[row];
                driven[index][row] = block.Driven(drives.Groups);
                for (int line = 0; line < block.Columns * layer.Slices; line++)
                {
                    mean[MeanIndex((block.ColumnBase * layer.Slices) + line, row)] = block.MeanSum(line, drives.Groups, driven[index][row],
                        drives.Inputs);
                }
            }
        }
    }

    private long Result(int input, int read, FunctionalBlock[] range, (int First, int End)[] groups, int column, ReadOnlySpan<short> drive)
    {
        FunctionalBlock first = range[0];
        if (first.IsNeuron)
        {
            return first.Codes.NeuronCode(
                mean[MeanIndex(first.ColumnBase + column, 0)] + first.MeanNoise.Draw(seed, input, read, column),
                !first.HasSigma ? 0 : first.SigmaSum(column, drives.Groups, groups[0], drive) + first.SigmaNoise.Draw(seed, input, read,
                    column));
        }

        long sum = 0;
        for (int row = 0; row < range.Length; row++)
        {
            FunctionalBlock block = range[row];
            long meanCode = 0;
            long sigmaCode = 0;
            for (int slice = 0; slice < layer.Slices; slice++)
            {
                int line = (column * layer.Slices) + slice;
                long m = mean[MeanIndex((block.ColumnBase * layer.Slices) + line, row)] + block.MeanNoise.Draw(seed, input,
                    layer.KeptMeanSample ?? read, column, slice);
                meanCode += block.MeanSlices.Place(block.Codes.MeanCode(m), slice);
                counts.ClippedMeans += block.Codes.ClipsMean(m) ? 1 : 0;
                if (!block.HasSigma)
                {
                    continue;
                }

                long s = block.SigmaSum(line, drives.Groups, groups[row], drive) + block.SigmaNoise.Draw(seed, input, read, column,
                    slice);
                counts.ClippedSigmas += block.Codes.ClipsSigma(s) ? 1 : 0;
                sigmaCode += block.SigmaSlices.Place(block.Codes.SigmaCode(s), slice);
            }

            sum += block.Codes.Word(meanCode, sigmaCode);
        }

        int conversions = first.Codes.Converts ? range.Length * layer.Slices : 0;
        counts.Means += conversions;
        counts.Sigmas += first.HasSigma ? conversions : 0;
        if (layer.Activation == Activation.None)
        {
            counts.Results++;
            counts.ClippedResults += first.Codes.ClipsResult(sum) ? 1 : 0;
        }

        return first.Codes.Result(sum, layer.Activation);
    }

    private int MeanIndex(int line, int rowBlock) => (line * layer.MostRowBlocks) + rowBlock;
}
