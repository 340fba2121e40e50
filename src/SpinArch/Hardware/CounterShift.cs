using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Hardware;

/// <summary>How the counters of an instruction's operations go on from one network input to the next.</summary>
/// <param name="OfSample">Of <c>Sample</c>: not 0 where the loop that it counts is that of the inputs.</param>
/// <param name="OfInput">Of <c>Input</c>: 1 inside the loop of the inputs, and one of the samples.</param>
internal readonly record struct CounterShift(int OfSample, int OfInput)
{
    /// <summary>The shifts of a tile's instructions.</summary>
    /// <param name="program">The tile's program.</param>
    /// <param name="inputs">Network inputs.</param>
    /// <returns>Null where it is not one loop over the inputs, in which nothing depends on their number.</returns>
    public static ImmutableArray<CounterShift>? Of(TileProgram program, int inputs)
    {
        ImmutableArray<Instruction> code = program.Code;
        if (LoopNest.TryRead(code, out LoopNest nest) is not null)
        {
            return null;
        }

        var shifts = ImmutableArray.CreateBuilder<CounterShift>(code.Length);
        int outermost = 0;
        for (int index = 0; index < code.Length; index++)
        {
            Instruction instruction = code[index];
            int depth = nest.Iterations[index].Length;
            if (depth == 0 && instruction.Opcode == Opcode.Loop)
            {
                outermost += instruction.Iterations == inputs ? 1 : 2;
            }
            else if (depth == 0 && instruction.Opcode is not (Opcode.Halt or Opcode.Receive))
            {
                return null;
            }

            CounterLevels levels = nest.Levels[index];
            bool countsInputsAsSamples = depth > 0 && levels.Sample == depth - 1;
            if (countsInputsAsSamples && instruction.Alternates != 0)
            {
                return null;
            }

            shifts.Add(new CounterShift(countsInputsAsSamples ? program.SampleStep : 0, depth > 0 && levels.Input == depth - 1 ? 1 : 0));
        }

        return outermost == 1 ? shifts.ToImmutable() : null;
    }
}
