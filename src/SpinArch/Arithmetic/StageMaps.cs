using SpinArch.Isa;

namespace SpinArch.Arithmetic;

/// <summary>The maps of one input on its way through the stages of a network, each channel by channel, row by row.</summary>
/// <typeparam name="T">What a value is: a drive code, or a number.</typeparam>
internal sealed class StageMaps<T>
    where T : struct
{
    private readonly IReadOnlyList<ProgramStage> _stages;
    private readonly T[] _input;
    private readonly T[][] _results;
    private readonly T[][][] _joined;
    private readonly long[] _sums;

    /// <param name="stages">The stages.</param>
    /// <param name="inputs">Values of the network's input.</param>
    public StageMaps(IReadOnlyList<ProgramStage> stages, int inputs)
    {
        _stages = stages;
        _input = new T[inputs];
        _results = [.. stages.Select(stage => new T[stage.OutChannels * stage.Positions])];
        _joined = [.. stages.Select(Joined)];
        _sums = new long[stages.Where(stage => stage.Kind == StageKind.Add).Select(stage => stage.OutChannels * stage.Positions)
            .DefaultIfEmpty().Max()];
    }

    /// <summary>Room for the sums of any addition.</summary>
    public Span<long> Sums => _sums;

    /// <summary>The network's input.</summary>
    public Span<T> Input => _input;

    /// <summary>What a stage gives.</summary>
    public Span<T> Result(int stage) => _results[stage];

    /// <summary>What a stage takes, its channels side by side: of an addition one operand.</summary>
    public ReadOnlySpan<T> Operand(int stage, int operand = 0)
    {
        T[] joined = _joined[stage][operand];
        Window window = _stages[stage].Window;
        int places = window.Height * window.Width;
        foreach (StageSource source in _stages[stage].Sources)
        {
            if (source.Operand != operand)
            {
                continue;
            }

            T[] from = source.Stage < 0 ? _input : _results[source.Stage];
            Span<T> channels = from.AsSpan(source.SourceChannel * places, source.Channels * places);
            if (joined.Length == 0)
            {
                return channels;
            }

            channels.CopyTo(joined.AsSpan(source.Channel * places));
        }

        return joined;
    }

    // Channels of one source lie side by side as they are.
    private static T[][] Joined(ProgramStage stage) =>
    [
        .. Enumerable.Range(0, stage.Operands).Select(operand =>
            stage.Sources.Count(source => source.Operand == operand) == 1 ? [] : new T[stage.Window.MapWords]),
    ];
}
