using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Tiles;

/// <summary>What follows for an operation from its instruction and its block, whatever the loop counters say.</summary>
internal static class OperationTraits
{
    /// <summary>The traits that an instruction always has.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="columnSum">Where mean and sigma of its block meet.</param>
    public static Traits Of(in Instruction instruction, ColumnSum columnSum)
    {
        Traits traits = columnSum == ColumnSum.Neuron ? Traits.Neuron : Traits.Digital;
        traits |= instruction.Carry != 0 ? Traits.Carry : 0;
        return instruction.Opcode switch
        {
            Opcode.Add or Opcode.ReceiveAdd => traits | Traits.FromLatches | (instruction.Channels > 0 ? Traits.Messages : 0),
            Opcode.Activate or Opcode.Accumulate => traits | Operand(instruction.Source),
            Opcode.Send => traits | (instruction.Source == OperandSource.Latch ? Traits.FromPartialSum : Operand(instruction.Source)),
            Opcode.Halt or Opcode.Loop or Opcode.Receive or Opcode.Column or Opcode.Sample or Opcode.Scale or Opcode.Read or Opcode.Convert
                or Opcode.Write => traits,
        };
    }

    private static Traits Operand(OperandSource source) => source switch
    {
        OperandSource.PartialSum => Traits.FromPartialSum,
        OperandSource.Latch => Traits.FromLatches,
        OperandSource.Output => Traits.FromOutput,
        OperandSource.Statistics => Traits.FromStatistics,
    };
}
