using SpinArch.Arithmetic;
using SpinArch.Components;
using SpinArch.Components.Arrays;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Writer;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>
/// What data the reads and writes of a recorded run have met: quanta and drive, from which their energy is made. Of a run without values
/// they are what the architecture assumes; of one with values they follow from the recorded inputs, the levels and the draws, by the
/// functional path, which knows no time. Policy: the drive codes of a sample are computed when its first read is met, and the last samples
/// are kept.
/// </summary>
internal sealed class FollowedValues
{
    private const int KeptSamples = 64;

    private readonly TraceHeader _header;
    private readonly FunctionalPass? _pass;
    private readonly GaussianDraws _draws;
    private readonly Dictionary<(int Input, int Sample), short[][]> _codes = [];
    private readonly Queue<(int Input, int Sample)> _order = new();
    private readonly int[] _z;
    private readonly short[] _drive;

    public FollowedValues(TraceHeader header)
    {
        _header = header;
        Program program = header.Program;
        SamplerSpec sampler = header.Spec.Sampler;
        LayerBlock[] blocks = [.. program.Tiles.SelectMany(tile => tile.Blocks)];
        bool hasLevels = blocks.Any(block => !block.MeanLevels.IsEmpty);
        bool isWhole = hasLevels && FunctionalNetwork.Fits(program) && blocks.All(block => !block.MeanLevels.IsEmpty)
            && header.Images.Count == program.Inputs && program.ArchitectureHash == header.Spec.Hash
            && ComponentCatalog.HasClosedForm(header.Spec);
        _pass = isWhole ? new FunctionalPass(new FunctionalNetwork(header.Spec, program), header.Seed) : null;
        IsKnown = isWhole || !hasLevels;
        _draws = new GaussianDraws(header.Seed, sampler.Variables, sampler.Bits);
        int rows = blocks.Select(block => block.Rows).DefaultIfEmpty(0).Max();
        (_z, _drive) = (new int[rows], new short[rows]);
    }

    /// <summary>Whether the data is known: not where a program by hand is no network layer by layer.</summary>
    public bool IsKnown { get; }

    /// <summary>What a read or a write says of its data; null where that is not known.</summary>
    /// <param name="kind">What is reported.</param>
    /// <param name="block">The block that it reads or writes.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="slice">Which bit line of the column.</param>
    public (long Quanta, long Drive)? Of(ActivityKind kind, BlockState block, in Operation operation, int slice)
    {
        if (kind == WriterComponent.Write)
        {
            bool mean = operation.Has(Traits.Mean);
            return (block.WrittenCells(mean), block.FetchedBits(mean));
        }

        if (kind == ArrayComponent.Read)
        {
            return OfArray(block, in operation, slice);
        }

        bool isMean = kind == CrossbarComponent.MeanRead;
        if (!block.HasValues)
        {
            return isMean ? (block.AssumedMeanQuanta(slice), block.AssumedDrive)
                : (block.AssumedSigmaQuanta(slice), block.AssumedSigmaDrive);
        }

        if (_pass is null)
        {
            return null;
        }

        int line = (operation.Column * block.MeanSlices.Count) + slice;
        ReadOnlySpan<short> x = CodesOf(operation.Input, operation.Sample)[block.Layer].AsSpan(block.RowBase, block.Rows);
        if (isMean)
        {
            long quanta = ColumnMath.SquareDot(x, block.MeanMagnitudes(line), block.MeanFlush, out long squares);
            return (quanta, squares);
        }

        Span<int> z = _z.AsSpan(0, block.Rows);
        Span<short> drive = _drive.AsSpan(0, block.Rows);
        _draws.Fill(operation.Input, operation.Sample, block.Layer, block.ColumnBase + operation.Column, block.RowBase, z, block.Bias);
        ColumnMath.Scale(x, z, _draws.Maximum, block.InputMaximum, drive);
        long sigma = ColumnMath.SquareDot(drive, block.SigmaLevels(line), block.SigmaFlush, out long driven);
        return (sigma, driven);
    }

    private (long Quanta, long Drive)? OfArray(BlockState block, in Operation operation, int drive)
    {
        if (!block.HasValues)
        {
            return block.AssumedArrayRead;
        }

        if (_pass is null)
        {
            return null;
        }

        Span<short> driven = _drive.AsSpan(0, block.Rows);
        ReadOnlySpan<short> x = CodesOf(operation.Input, operation.Sample)[block.Layer].AsSpan(block.RowBase, block.Rows);
        ArrayReads.Slice(x, _header.Spec.Dac, drive, driven);
        return block.Cells!.Dissipation(driven);
    }

    private short[][] CodesOf(int input, int sample)
    {
        if (!_codes.TryGetValue((input, sample), out short[][]? codes))
        {
            if (_order.Count == KeptSamples)
            {
                _codes.Remove(_order.Dequeue());
            }

            codes = _pass!.DriveCodes(input, _header.Images[input], sample);
            _codes.Add((input, sample), codes);
            _order.Enqueue((input, sample));
        }

        return codes;
    }
}
