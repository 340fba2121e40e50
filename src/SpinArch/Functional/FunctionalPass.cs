using SpinArch.Arithmetic;
using SpinArch.Files;
using SpinArch.Isa;

namespace SpinArch.Functional;

/// <summary>One thread's way through a network: buffers for every stage; inputs one after another.</summary>
public sealed class FunctionalPass
{
    private readonly FunctionalNetwork network;
    private readonly ILayerEvaluation[][] copies;
    private readonly StageMaps<short> maps;
    private readonly StageOrder order;
    private readonly long[] columns;
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
        maps = new StageMaps<short>(network.Stages, network.Inputs);
        order = new StageOrder(network.Stages);
        columns = new long[network.Layers.Max(layer => layer.Outputs)];
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

    /// <summary>The drive codes that one sample of an input meets in a chain of dense layers.</summary>
    /// <param name="input">Its index in the run.</param>
    /// <param name="image">Its pixels.</param>
    /// <param name="sample">Monte-Carlo sample.</param>
    /// <returns>A code a row, the bias among them: [layers][rows].</returns>
    internal short[][] DriveCodes(int input, ReadOnlySpan<byte> image, int sample)
    {
        if (!network.IsChain)
        {
            throw new NotSupportedException("drive codes of one vector a layer are those of a chain of dense layers");
        }

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

        int maximum = network.Layers[0].InputMaximum;
        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            maps.Input[pixel] = (short)ColumnMath.RoundDivide((long)image[pixel] * maximum, 255);
        }

        // What no draw has touched is the same for every sample: pools of the input, and what one vector reads off the mean crossbars.
        for (int stage = 0; stage < network.Stages.Length; stage++)
        {
            if (order.Varies(stage))
            {
                continue;
            }

            if (network.Stages[stage].Kind != StageKind.Matrix)
            {
                StageValues.Run(maps, network.Stages[stage], stage);
            }
            else if (network.Stages[stage].Positions == 1)
            {
                foreach (ILayerEvaluation copy in copies[network.Stages[stage].Layer])
                {
                    Load(stage, 0, copy);
                }
            }
        }
    }

    // Where the drive codes are asked for, there is a place for those of each layer.
    private void Evaluate(int input, int sample, Span<long> output, Span<short[]> codes)
    {
        for (int index = 0; index < network.Stages.Length; index++)
        {
            ProgramStage stage = network.Stages[index];
            bool isLast = index == network.Stages.Length - 1;
            if (stage.Kind != StageKind.Matrix)
            {
                if (order.Varies(index))
                {
                    StageValues.Run(maps, stage, index);
                }

                Answer(isLast ? maps.Result(index) : [], output);
                continue;
            }

            ILayerEvaluation layer = copies[stage.Layer][sample % copies[stage.Layer].Length];
            for (int position = 0; position < stage.Positions; position++)
            {
                if (order.Varies(index) || stage.Positions > 1)
                {
                    Load(index, position, layer);
                }

                Span<long> results = isLast ? output : columns.AsSpan(0, stage.OutChannels);
                layer.Evaluate(input, DrawWord.Of(network.Spec.Sampling, sample, position), results);
                if (!isLast)
                {
                    Hand(results, network.Layers[stage.Layer].Codes, index, position);
                }
            }

            if (!codes.IsEmpty)
            {
                codes[stage.Layer] = layer.Rows.ToArray();
            }
        }
    }

    // Codes of a last stage without weights are results.
    private static void Answer(ReadOnlySpan<short> codes, Span<long> output)
    {
        for (int at = 0; at < codes.Length; at++)
        {
            output[at] = codes[at];
        }
    }

    private void Load(int stage, int position, ILayerEvaluation layer)
    {
        WindowReads.Gather(maps.Operand(stage), network.Stages[stage].Window, position, layer.Inputs);
        layer.Load();
    }

    private void Hand(ReadOnlySpan<long> results, BlockCodes codes, int stage, int position)
    {
        Span<short> map = maps.Result(stage);
        int positions = network.Stages[stage].Positions;
        for (int channel = 0; channel < results.Length; channel++)
        {
            map[(channel * positions) + position] = (short)codes.DriveCode(results[channel]);
        }
    }
}
