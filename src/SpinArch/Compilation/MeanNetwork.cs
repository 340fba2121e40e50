using System.Collections.Immutable;
using SpinArch.Arithmetic;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>
/// The calibration images on their way through the network of the means, without converters (<c>docs/arithmetic.md</c>, section 5): what
/// drives every matrix. Stages come in order; of large maps as many of the first images are taken as fit a bound on memory.
/// </summary>
internal sealed class MeanNetwork
{
    private const int SyntheticImages = 16;
    private const long MostValues = 1L << 27;

    private ImmutableArray<ProgramStage> _stages;
    private readonly StageMaps<short>[] _images;
    private readonly int _inputMaximum;
    private readonly BlockArithmetic _none;
    private int _done;

    /// <param name="graph">The network, with weights.</param>
    /// <param name="spec">The architecture.</param>
    /// <param name="stages">The network's stages; those without weights are worked out on the way.</param>
    /// <param name="none">The constants that nothing is computed with.</param>
    public MeanNetwork(NetworkGraph graph, ArchitectureSpec spec, ImmutableArray<ProgramStage> stages, BlockArithmetic none)
    {
        _stages = stages;
        _none = none;
        _inputMaximum = (1 << spec.Dac.Bits) - 1;
        long values = stages.Sum(stage => (long)stage.OutChannels * stage.Positions)
            + stages.Max(stage => stage.Layer < 0 ? 0 : (long)stage.Positions * stage.Window.Rows);
        int most = (int)Math.Clamp(MostValues / values, 1, int.MaxValue);
        _images = [.. Images(graph).Take(most).Select(image => Driven(image, graph.Inputs))];
    }

    /// <summary>The drive codes of every vector that meets a stage's matrix: those of the bias at the end of each.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="rows">Rows of its matrix.</param>
    public short[][] Vectors(int stage, int rows)
    {
        Advance(stage);
        ProgramStage matrix = _stages[stage];
        short[][] vectors = new short[_images.Length * matrix.Positions][];
        for (int image = 0; image < _images.Length; image++)
        {
            ReadOnlySpan<short> map = _images[image].Operand(stage);
            for (int position = 0; position < matrix.Positions; position++)
            {
                short[] vector = new short[rows];
                vector.AsSpan(matrix.Window.Rows).Fill((short)_inputMaximum);
                WindowReads.Gather(map, matrix.Window, position, vector.AsSpan(0, matrix.Window.Rows));
                vectors[(image * matrix.Positions) + position] = vector;
            }
        }

        return vectors;
    }

    /// <summary>The largest sum of a stage, and its largest magnitude, before any activation.</summary>
    /// <param name="vectors">What <see cref="Vectors"/> says.</param>
    /// <param name="weights">The layer's levels.</param>
    public (double Largest, double Magnitude) Sums(short[][] vectors, QuantisedLayer weights)
    {
        BlockArithmetic exact = ExactConstants.Of(weights, _none);
        var all = new IndexRange(0, weights.Rows);
        int columns = weights.Mean.Length / weights.Rows;
        (long least, long largest) = (0, 0);
        foreach (short[] vector in vectors)
        {
            for (int column = 0; column < columns; column++)
            {
                long sum = exact.MeanMultiplier * ColumnMath.Dot(vector, weights.MeanColumn(column, all));
                (least, largest) = (Math.Min(least, sum), Math.Max(largest, sum));
            }
        }

        return (Math.ScaleB(largest, -exact.WordFraction), Math.ScaleB(Math.Max(largest, -least), -exact.WordFraction));
    }

    /// <summary>Works out a stage of weights.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="vectors">What <see cref="Vectors"/> says.</param>
    /// <param name="weights">The layer's levels.</param>
    /// <param name="activation">What follows its sums; of the last layer's nothing is asked.</param>
    public void Run(int stage, short[][] vectors, QuantisedLayer weights, Activation activation)
    {
        BlockArithmetic exact = ExactConstants.Of(weights, _none);
        var codes = new BlockCodes(exact);
        var all = new IndexRange(0, weights.Rows);
        int positions = _stages[stage].Positions;
        Activation hidden = activation == Activation.None ? Activation.SaturatingLinear : activation;
        for (int index = 0; index < vectors.Length; index++)
        {
            (int image, int position) = Math.DivRem(index, positions);
            Span<short> result = _images[image].Result(stage);
            for (int column = 0; column < _stages[stage].OutChannels; column++)
            {
                long sum = exact.MeanMultiplier * ColumnMath.Dot(vectors[index], weights.MeanColumn(column, all));
                result[(column * positions) + position] = (short)codes.DriveCode(codes.Result(sum, hidden));
            }
        }
    }

    /// <summary>Goes on with other factors of additions that are still to come.</summary>
    /// <param name="stages">The stages.</param>
    public void Use(ImmutableArray<ProgramStage> stages) => _stages = stages;

    /// <summary>What an addition reads, image by image.</summary>
    /// <param name="stage">The stage.</param>
    public IEnumerable<StageMaps<short>> Before(int stage)
    {
        Advance(stage);
        return _images;
    }

    // Stages of weights are worked out when their weights come.
    private void Advance(int stage)
    {
        for (; _done < stage; _done++)
        {
            if (_stages[_done].Kind != StageKind.Matrix)
            {
                foreach (StageMaps<short> maps in _images)
                {
                    StageValues.Run(maps, _stages[_done], _done);
                }
            }
        }
    }

    private StageMaps<short> Driven(byte[] image, int inputs)
    {
        var maps = new StageMaps<short>(_stages, inputs);
        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            maps.Input[pixel] = (short)ColumnMath.RoundDivide((long)image[pixel] * _inputMaximum, 255);
        }

        return maps;
    }

    private static IEnumerable<byte[]> Images(NetworkGraph graph)
    {
        if (!graph.Calibration.IsEmpty)
        {
            return graph.Calibration;
        }

        return Enumerable.Range(0, SyntheticImages).Select(image =>
        {
            int blocks = (graph.Inputs + 15) / 16;
            byte[] bytes = new byte[blocks * 16];
            Philox4x32.FillBlocks(0, uint.MaxValue, (uint)image, 0, 0, blocks, bytes);
            return bytes[..graph.Inputs];
        });
    }
}
