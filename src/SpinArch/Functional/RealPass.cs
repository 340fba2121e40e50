using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Networks;

namespace SpinArch.Functional;

/// <summary>One thread's way through a network in real numbers.</summary>
internal sealed class RealPass : INetworkPass
{
    private readonly RealNetwork network;
    private readonly ulong seed;
    private readonly RealDrives[] drives;
    private readonly float[][] inputs;
    private readonly float[][] gated;
    private readonly LayerGates?[] gates;
    private readonly double[][] means;
    private readonly double[] results;
    private readonly StageMaps<float> maps;
    private readonly StageOrder order;

    public RealPass(RealNetwork network, ulong seed)
    {
        this.network = network;
        this.seed = seed;
        drives = [.. network.Layers.Select(layer => new RealDrives(network, layer.Rows, seed))];
        inputs = [.. network.Layers.Select(Inputs)];
        gates = [.. network.Placed.Select(blocks => LayerGates.Of(network.Spec, seed, blocks))];
        gated = [.. inputs.Select((input, index) => gates[index] is null ? input : new float[input.Length])];
        means = [.. network.Layers.Select((layer, index) => new double[layer.Outputs * network.Blocks[index].Max(range => range.Length * range[0].Slices)])];
        maps = new StageMaps<float>(network.Stages, network.Inputs);
        order = new StageOrder(network.Stages);
        Tally = new ConversionTally(network.Layers.Count);
        results = new double[network.Layers.Max(layer => layer.Outputs)];
    }

    /// <inheritdoc/>
    public double Unit => network.OutputUnit;

    /// <inheritdoc/>
    public ConversionTally Tally { get; }

    /// <inheritdoc/>
    public void Run(int input, ReadOnlySpan<byte> image, int samples, Span<double> outputs)
    {
        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            maps.Input[pixel] = network.Pixel(image[pixel]);
        }

        for (int sample = 0; sample < samples; sample++)
        {
            for (int stage = 0; stage < network.Stages.Length; stage++)
            {
                if (sample == 0 || order.Varies(stage) || network.Stages[stage].Layer >= 0)
                {
                    Evaluate(stage, input, sample);
                }
            }

            bool isMap = network.Stages[^1].Kind != StageKind.Matrix;
            Span<float> map = maps.Result(network.Stages.Length - 1);
            for (int output = 0; output < network.Outputs; output++)
            {
                outputs[(sample * network.Outputs) + output] = network.InUnits(isMap ? map[output] : results[output]);
            }
        }
    }

    private void Evaluate(int index, int input, int sample)
    {
        ProgramStage stage = network.Stages[index];
        Span<float> result = maps.Result(index);
        switch (stage.Kind)
        {
            case StageKind.MaxPool:
                WindowReads.Largest(maps.Operand(index), stage.Window, result);
                break;
            case StageKind.AveragePool:
                WindowReads.Mean(maps.Operand(index), stage.Window, stage.CountsPadding, result);
                Drive(result);
                break;
            case StageKind.Add:
                Add(index, result);
                Drive(result);
                break;
            case StageKind.Matrix:
                for (int position = 0; position < stage.Positions; position++)
                {
                    if (sample == 0 || order.Varies(index) || stage.Positions > 1)
                    {
                        WindowReads.Gather<float>(maps.Operand(index), stage.Window, position, inputs[stage.Layer]);
                        Load(stage.Layer);
                    }

                    Evaluate(index, stage.Layer, input, sample, position);
                    for (int channel = 0; channel < stage.OutChannels; channel++)
                    {
                        result[(channel * stage.Positions) + position] = network.Drive(results[channel]);
                    }
                }

                break;
        }
    }

    private void Drive(Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = network.Drive(value);
        }
    }

    private void Add(int stage, Span<float> result)
    {
        NetworkNode node = network.Nodes[stage];
        for (int operand = 0; operand < node.Sources.Length; operand++)
        {
            ReadOnlySpan<float> values = maps.Operand(stage, operand);
            for (int at = 0; at < result.Length; at++)
            {
                result[at] = (operand == 0 ? 0 : result[at]) + (float)(node.Ratios[operand] * values[at]);
            }
        }

        foreach (ref float value in result)
        {
            value = (float)network.ActivateSum(value, stage);
        }
    }

    private static float[] Inputs(NetworkLayer layer)
    {
        float[] x = new float[GroupDraws.Count(layer.Rows) * GroupDraws.Rows];
        x.AsSpan(layer.Inputs, layer.Rows - layer.Inputs).Fill(1);
        return x;
    }

    private void Load(int layer)
    {
        if (gates[layer] is null)
        {
            ReadMeans(layer);
        }
    }

    private void ReadMeans(int layer)
    {
        RealDrives drive = drives[layer];
        drive.Load(gated[layer]);
        foreach (RealBlock[] range in network.Blocks[layer])
        {
            for (int row = 0; row < range.Length; row++)
            {
                int slices = range[row].Slices;
                for (int line = 0; line < range[row].Columns * slices; line++)
                {
                    means[layer][(((range[row].ColumnBase * slices) + line) * range.Length) + row] = range[row].MeanSum(line, drive.Groups, drive.Inputs);
                }
            }
        }
    }

    private void Evaluate(int stage, int layer, int input, int sample, int position)
    {
        var word = DrawWord.Of(network.Spec.Sampling, sample, position);
        RealDrives drive = drives[layer];
        int meanSample = network.KeepsMean[layer] ? 0 : word.Noise;
        LayerConversions counts = Tally.Layers[layer];
        bool hasSigma = network.Spec.HasSigma;
        if (gates[layer] is { } gate)
        {
            inputs[layer].CopyTo(gated[layer].AsSpan());
            int maximum = network.Effects.HasFlag(InferenceEffects.Dac) ? (1 << network.Spec.Dac.Bits) - 1 : 0;
            gate.Apply(input, word.Weights, gated[layer].AsSpan(0, network.Layers[layer].Rows), maximum);
            ReadMeans(layer);
        }

        for (int index = 0; index < network.Blocks[layer].Length; index++)
        {
            RealBlock[] range = network.Blocks[layer][index];
            int first = range[0].ColumnBase;
            for (int from = 0; from < range[0].Columns; from += GroupDraws.BatchColumns)
            {
                int columns = Math.Min(GroupDraws.BatchColumns, range[0].Columns - from);
                if (hasSigma)
                {
                    drive.Draw(input, word.Weights, layer, first + from, columns, network.Biases[layer][index]);
                }

                for (int column = from; column < from + columns; column++)
                {
                    double sum = 0;
                    for (int row = 0; row < range.Length; row++)
                    {
                        RealBlock block = range[row];
                        counts.Means += block.Converts ? block.Slices : 0;
                        counts.Sigmas += block.Converts && hasSigma ? block.Slices : 0;
                        for (int slice = 0; slice < block.Slices; slice++)
                        {
                            int line = (column * block.Slices) + slice;
                            double mean = means[layer][(((first * block.Slices) + line) * range.Length) + row];
                            sum += block.ReadMean(mean, seed, input, meanSample, column, slice, counts);
                            if (hasSigma)
                            {
                                double sigma = block.SigmaSum(line, drive.Groups, drive.Column(column - from));
                                sum += block.ReadSigma(sigma, seed, input, word.Noise, column, slice, counts);
                            }
                        }
                    }

                    results[first + column] = network.Activate(sum, stage);
                }
            }
        }
    }
}
