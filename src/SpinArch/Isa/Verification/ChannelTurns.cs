using System.Collections.Immutable;
using System.Numerics;

namespace SpinArch.Isa.Verification;

/// <summary>How often an instruction takes effect over a whole run, by the turn that its loop over samples then gives.</summary>
internal readonly struct ChannelTurns
{
    private readonly Instruction instruction;
    private readonly ImmutableArray<int> loops;
    private readonly int sampleLevel;

    /// <param name="instruction">A <c>recv</c> or <c>send</c>.</param>
    /// <param name="loops">How often the loops around it run, the innermost first.</param>
    /// <param name="sampleLevel">Which of them counts samples; it need not be there.</param>
    public ChannelTurns(in Instruction instruction, ImmutableArray<int> loops, int sampleLevel)
    {
        this.instruction = instruction;
        this.loops = loops;
        this.sampleLevel = sampleLevel;
    }

    private int Samples => sampleLevel < loops.Length ? loops[sampleLevel] : 1;

    /// <summary>Runs of what always takes effect.</summary>
    public static BigInteger AllRuns(ImmutableArray<int> loops) => loops.Aggregate(BigInteger.One, (runs, iterations) => runs * iterations);

    /// <summary>
    /// Runs with a turn: with first and last, a level that the condition names counts once, every other in full; until takes the
    /// rest. A turn comes round every <see cref="Instruction.Alternates"/> + 1 samples; samples ahead are the same ones, shifted.
    /// </summary>
    public BigInteger Runs(int turn)
    {
        LoopCondition condition = instruction.When;
        BigInteger others = BigInteger.One;
        BigInteger named = BigInteger.One;
        for (int level = 0; level < loops.Length; level++)
        {
            if (level != sampleLevel)
            {
                others *= loops[level];
                named *= Names(condition, level) ? 1 : loops[level];
            }
        }

        int period = instruction.Alternates + 1;
        BigInteger inAll = turn < Samples ? ((Samples - 1 - turn) / period) + 1 : 0;
        BigInteger inNamed = !Names(condition, sampleLevel) ? inAll : TurnAt(condition.Kind == LoopConditionKind.First ? 0 : Samples - 1) == turn ? 1 : 0;
        BigInteger once = named * inNamed;
        return condition.Kind == LoopConditionKind.Until ? (others * inAll) - once : once;
    }

    private static bool Names(LoopCondition condition, int level) => (condition.Levels >> level & 1) != 0;

    private int TurnAt(int counter) => (instruction.ChannelAt(counter, Samples) - instruction.Channel) / instruction.RangeLength;
}
