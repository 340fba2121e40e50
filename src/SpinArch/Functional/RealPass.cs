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

    public RealPass(RealNetwork network, ulong seed)
    {
        this.network = network;
        this.seed = seed;
        drives = [.. network.Layers.Select(layer => new RealDrives(network, layer.Rows, seed))];
        inputs = [.. network.Layers.Select(Inputs)];
        gates = [.. network.Placed.Select(blocks => LayerGates.Of(network.Spec, seed, blocks))];
        gated = [.. inputs.Select((input, index) => gates[index] is null ? input : new float[input.Length])];
        means = [.. network.Layers.Select((layer, index) => new double[layer.Outputs * network.Blocks[index].Max(range => range.Length * range[0].Slices)])];
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
            inputs[0][pixel] = network.Pixel(image[pixel]);
        }

        Load(0);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int layer = 0; layer < drives.Length; layer++)
            {
                Evaluate(layer, input, sample);
                if (layer == drives.Length - 1)
                {
                    for (int output = 0; output < network.Outputs; output++)
                    {
                        outputs[(sample * network.Outputs) + output] = network.InUnits(results[output]);
                    }

                    break;
                }

                for (int i = 0; i < network.Layers[layer].Outputs; i++)
                {
                    inputs[layer + 1][i] = network.Drive(results[i]);
                }

                Load(layer + 1);
            }
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

    private void Evaluate(int layer, int input, int sample)
    {
        RealDrives drive = drives[layer];
        int meanSample = network.KeepsMean[layer] ? 0 : sample;
        LayerConversions counts = Tally.Layers[layer];
        Activation activation = network.Layers[layer].Activation;
        bool hasSigma = network.Spec.HasSigma;
        if (gates[layer] is { } gate)
        {
            inputs[layer].CopyTo(gated[layer].AsSpan());
            int maximum = network.Effects.HasFlag(InferenceEffects.Dac) ? (1 << network.Spec.Dac.Bits) - 1 : 0;
            gate.Apply(input, sample, gated[layer].AsSpan(0, network.Layers[layer].Rows), maximum);
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
                    drive.Draw(input, sample, layer, first + from, columns, network.Biases[layer][index]);
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
                                sum += block.ReadSigma(sigma, seed, input, sample, column, slice, counts);
                            }
                        }
                    }

                    results[first + column] = network.Activate(sum, activation);
                }
            }
        }
    }
}
