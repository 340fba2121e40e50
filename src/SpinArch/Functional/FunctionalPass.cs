using SpinArch.Arithmetic;
using SpinArch.Files;

namespace SpinArch.Functional;

/// <summary>One thread's way through a network: buffers for every layer; inputs one after another.</summary>
public sealed class FunctionalPass
{
    private readonly FunctionalNetwork network;
    private readonly ILayerEvaluation[][] copies;
    private readonly long[] hidden;
    private readonly bool remembers;
    private (int Input, int Sample) last = (-1, -1);

    /// <summary>Makes the buffers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">Key of all draws.</param>
    public FunctionalPass(FunctionalNetwork network, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.network = network;
        Tally = new ConversionTally(network.Layers.Count);
        copies = [.. network.Copies.Select((layer, index) => layer.Select(copy => copy.Evaluation(seed, Tally.Layers[index])).ToArray())];
        remembers = network.Copies.Any(layer => layer.Any(copy => copy.Remembers));
        hidden = new long[network.Layers.Max(layer => layer.Outputs)];
    }

    /// <summary>What the converters did so far.</summary>
    internal ConversionTally Tally { get; }

    /// <summary>Evaluates one input.</summary>
    /// <param name="input">Its index in the run: part of the draw counter.</param>
    /// <param name="image">Its pixels.</param>
    /// <param name="samples">Monte-Carlo samples, from 0 on.</param>
    /// <param name="results">Receives the results, [samples][outputs].</param>
    /// <exception cref="InputException">The image does not fit the network.</exception>
    public void Run(int input, ReadOnlySpan<byte> image, int samples, Span<long> results)
    {
        Take(input, image);
        for (int sample = 0; sample < samples; sample++)
        {
            Evaluate(input, sample, results.Slice(sample * network.Outputs, network.Outputs), []);
        }
    }

    /// <summary>The drive codes that one sample of an input meets.</summary>
    /// <param name="input">Its index in the run.</param>
    /// <param name="image">Its pixels.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <returns>A code a row, the bias among them: [layers][rows].</returns>
    internal short[][] DriveCodes(int input, ReadOnlySpan<byte> image, int sample)
    {
        short[][] codes = new short[copies.Length][];
        Take(input, image);
        long[] output = new long[network.Outputs];

        // Where cells remember, a sample is what those before have made of them.
        bool goesOn = last.Input == input && last.Sample < sample;
        for (int before = remembers ? goesOn ? last.Sample + 1 : 0 : sample; before < sample; before++)
        {
            Evaluate(input, before, output, []);
        }

        last = (input, sample);
        Evaluate(input, sample, output, codes);
        return codes;
    }

    private void Take(int input, ReadOnlySpan<byte> image)
    {
        if (image.Length != network.Inputs)
        {
            throw new InputException($"input {input}", $"has {image.Length} values, the network takes {network.Inputs}");
        }

        foreach (ILayerEvaluation first in copies[0])
        {
            Load(image, first);
        }
    }

    // Where the drive codes are asked for, there is a place for those of each layer.
    private void Evaluate(int input, int sample, Span<long> output, Span<short[]> codes)
    {
        for (int layer = 0; layer < copies.Length; layer++)
        {
            bool isLast = layer == copies.Length - 1;
            Span<long> target = isLast ? output : hidden.AsSpan(0, network.Layers[layer].Outputs);
            Of(layer, sample).Evaluate(input, sample, target);
            if (!codes.IsEmpty)
            {
                codes[layer] = Of(layer, sample).Rows.ToArray();
            }

            if (!isLast)
            {
                Feed(target, network.Layers[layer], Of(layer + 1, sample));
            }
        }
    }

    private ILayerEvaluation Of(int layer, int sample) => copies[layer][sample % copies[layer].Length];

    // What the first layer reads off its mean crossbars is the same for every sample.
    private void Load(ReadOnlySpan<byte> image, ILayerEvaluation first)
    {
        Span<short> codes = first.Inputs;
        int maximum = network.Layers[0].InputMaximum;
        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            codes[pixel] = (short)ColumnMath.RoundDivide((long)image[pixel] * maximum, 255);
        }

        first.Load();
    }

    private static void Feed(ReadOnlySpan<long> activations, IFunctionalLayer from, ILayerEvaluation next)
    {
        BlockCodes codes = from.Codes;
        Span<short> inputs = next.Inputs;
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (short)codes.DriveCode(activations[i]);
        }

        next.Load();
    }
}
