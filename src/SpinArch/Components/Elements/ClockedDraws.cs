using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Components.Elements;

/// <summary>
/// The draws of a circuit that makes one a lane and clock: a lane is an element's input, and groups of columns follow each other, of each
/// all rows. Policy: the circuit is loaded anew for every input, so that an input's draws do not depend on the inputs before it; within an
/// input it goes on from layer to layer and from sample to sample.
/// </summary>
internal abstract class ClockedDraws : ElementDraws
{
    /// <summary>Most lanes that are simulated: of four kilobytes each at most.</summary>
    public const int MostLanes = 1 << 17;

    private readonly int _outputs;
    private readonly int _inputs;
    private readonly int[] _rows;
    private readonly int[] _cycles;
    private readonly long[] _start;
    private readonly long _sampleClocks;
    private readonly short[] _draws;
    private readonly int _stride;
    private int _input = -1;
    private long _clock;
    private (int Input, int Sample, int Layer) _held = (-1, -1, -1);

    /// <param name="spec">The architecture.</param>
    /// <param name="program">What runs on it: layers follow each other.</param>
    /// <param name="group">Lanes that the circuit makes together.</param>
    /// <exception cref="OverflowException">A layer has more draws than can be held.</exception>
    protected ClockedDraws(ArchitectureSpec spec, Program program, int group = 1)
    {
        ElementsSpec elements = spec.Part<ElementsSpec>();
        LayerBlock[] blocks = [.. program.Tiles.SelectMany(tile => tile.Blocks).OrderBy(block => block.Layer)];
        (_outputs, _inputs) = (elements.Outputs, elements.Inputs);
        _rows = [.. blocks.Select(block => block.Rows)];
        _cycles = [.. blocks.Select(block => elements.Cycles(block.Rows, block.Columns))];
        _start = new long[_cycles.Length];
        foreach ((int layer, int cycles) in _cycles.Index())
        {
            _start[layer] = _sampleClocks;
            _sampleClocks += cycles;
        }

        _stride = (((elements.Lanes - 1) / group) + 1) * group;
        _draws = new short[checked(_cycles.Max() * _stride)];
    }

    /// <inheritdoc/>
    public override void Fill(int input, int sample, int layer, int column, Span<short> draws)
    {
        if (_held != (input, sample, layer))
        {
            Run(input, sample, layer);
        }

        int passes = ((_rows[layer] - 1) / _inputs) + 1;
        int first = column / _outputs * passes;
        int lane = column % _outputs * _inputs;
        for (int row = 0; row < draws.Length; row++)
        {
            draws[row] = _draws[((first + (row / _inputs)) * _stride) + lane + (row % _inputs)];
        }
    }

    /// <summary>Brings the circuit to where it is at an input's begin.</summary>
    protected abstract void Load(int input);

    /// <summary>Lets a clock pass.</summary>
    /// <param name="clock">Clocks since the input's begin.</param>
    /// <param name="draws">Receives a draw a lane.</param>
    protected abstract void Step(long clock, Span<short> draws);

    // To the layer's first clock, and through it.
    private void Run(int input, int sample, int layer)
    {
        long start = (sample * _sampleClocks) + _start[layer];
        if (_input != input || _clock > start)
        {
            Load(input);
            (_input, _clock) = (input, 0);
        }

        while (_clock < start)
        {
            Step(_clock++, _draws.AsSpan(0, _stride));
        }

        for (int cycle = 0; cycle < _cycles[layer]; cycle++)
        {
            Step(_clock++, _draws.AsSpan(cycle * _stride, _stride));
        }

        _held = (input, sample, layer);
    }
}
