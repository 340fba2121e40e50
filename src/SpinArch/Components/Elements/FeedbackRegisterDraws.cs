using System.Buffers.Binary;
using System.Numerics;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Components.Elements;

/// <summary>
/// The draws of linear feedback registers, one a lane (<c>docs/arithmetic.md</c>, section 12): every clock the bit at the head is added to
/// three others, the head moves on, and the draw is the population count of the 255 bits, twice, less 255. Policy: the registers are loaded
/// anew for every input, so that an input's draws do not depend on the inputs before it; within an input they go on from layer to layer and
/// from sample to sample.
/// </summary>
internal sealed class FeedbackRegisterDraws : ElementDraws
{
    /// <summary>Bits of a register.</summary>
    public const int Bits = 255;

    private const int Words = 4;

    // Word 1 of the draw counter, where no sample counts.
    private const uint Domain = 0xFFFF_FFFD;

    private static readonly int[] _taps = [250, 252, 253];

    private readonly ulong _seed;
    private readonly int _outputs;
    private readonly int _inputs;
    private readonly int[] _rows;
    private readonly int[] _cycles;
    private readonly ulong[] _bits;
    private readonly int[] _counts;
    private readonly short[] _draws;
    private int _head;
    private int _input = -1;
    private long _clock;
    private (int Input, int Sample, int Layer) _held = (-1, -1, -1);

    public FeedbackRegisterDraws(ArchitectureSpec spec, Program program, ulong seed)
    {
        ElementsSpec elements = spec.Part<ElementsSpec>();
        LayerBlock[] blocks = [.. program.Tiles.SelectMany(tile => tile.Blocks).OrderBy(block => block.Layer)];
        (_seed, _outputs, _inputs) = (seed, elements.Outputs, elements.Inputs);
        _rows = [.. blocks.Select(block => block.Rows)];
        _cycles = [.. blocks.Select(block => elements.Cycles(block.Rows, block.Columns))];
        _bits = new ulong[elements.Lanes * Words];
        _counts = new int[elements.Lanes];
        _draws = new short[_cycles.Max() * elements.Lanes];
    }

    /// <summary>Standard deviation of 255 fair bits, in the units of the draws.</summary>
    public static double Deviation => Math.Sqrt(Bits);

    /// <inheritdoc/>
    public override void Fill(int input, int sample, int layer, int column, Span<short> draws)
    {
        if (_held != (input, sample, layer))
        {
            Run(input, sample, layer);
        }

        // Groups of columns one after another, of each all rows; a lane is an element's input.
        int passes = ((_rows[layer] - 1) / _inputs) + 1;
        int first = column / _outputs * passes;
        int lane = column % _outputs * _inputs;
        for (int row = 0; row < draws.Length; row++)
        {
            draws[row] = _draws[((first + (row / _inputs)) * _counts.Length) + lane + (row % _inputs)];
        }
    }

    // To the layer's first clock, and through it.
    private void Run(int input, int sample, int layer)
    {
        long start = (sample * _cycles.Sum(clocks => (long)clocks)) + _cycles.Take(layer).Sum();
        if (_input != input || _clock > start)
        {
            Load(input);
        }

        while (_clock < start)
        {
            Step();
        }

        for (int cycle = 0; cycle < _cycles[layer]; cycle++)
        {
            Step();
            for (int lane = 0; lane < _counts.Length; lane++)
            {
                _draws[(cycle * _counts.Length) + lane] = (short)((2 * _counts[lane]) - Bits);
            }
        }

        _held = (input, sample, layer);
    }

    private void Load(int input)
    {
        Span<byte> words = stackalloc byte[Philox4x32.BlockBytes];
        for (int lane = 0; lane < _counts.Length; lane++)
        {
            for (uint half = 0; half < 2; half++)
            {
                Philox4x32.Block(_seed, (uint)input, Domain, (uint)lane, half, words);
                _bits[(lane * Words) + (2 * half)] = BinaryPrimitives.ReadUInt64LittleEndian(words);
                _bits[(lane * Words) + (2 * half) + 1] = BinaryPrimitives.ReadUInt64LittleEndian(words[8..]);
            }

            // 255 bits are one less than four words; a register of zeros would stay so.
            _bits[(lane * Words) + 3] &= ulong.MaxValue >> 1;
            _counts[lane] = 0;
            for (int word = 0; word < Words; word++)
            {
                _counts[lane] += BitOperations.PopCount(_bits[(lane * Words) + word]);
            }

            if (_counts[lane] == 0)
            {
                (_bits[lane * Words], _counts[lane]) = (1, 1);
            }
        }

        (_head, _input, _clock) = (0, input, 0);
    }

    private void Step()
    {
        (int word, int shift) = (_head >> 6, _head & 63);
        foreach (int tap in _taps)
        {
            int at = _head + tap >= Bits ? _head + tap - Bits : _head + tap;
            (int tapWord, int tapShift) = (at >> 6, at & 63);
            for (int lane = 0; lane < _counts.Length; lane++)
            {
                ulong bit = (_bits[(lane * Words) + word] >> shift) & 1;
                ref ulong target = ref _bits[(lane * Words) + tapWord];
                int before = (int)(target >> tapShift) & 1;
                target ^= bit << tapShift;
                _counts[lane] += (int)bit * (1 - (2 * before));
            }
        }

        _head = _head + 1 == Bits ? 0 : _head + 1;
        _clock++;
    }
}
