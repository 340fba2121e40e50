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
        Traits traits = columnSum switch
        {
            ColumnSum.Digital => Traits.Digital,
            ColumnSum.Neuron => Traits.Neuron,
            ColumnSum.Element or ColumnSum.Cell => Traits.None,
        };
        traits |= instruction.Carry != 0 ? Traits.Carry : 0;
        if (instruction.Opcode is Opcode.Add or Opcode.ReceiveAdd)
        {
            return traits | Traits.FromLatches | (instruction.Channels > 0 ? Traits.Messages : 0);
        }

        if (instruction.Opcode is Opcode.Activate or Opcode.Accumulate)
        {
            return traits | Operand(instruction.Source);
        }

        return instruction.Opcode != Opcode.Send ? traits
            : traits | (instruction.Source == OperandSource.Latch ? Traits.FromPartialSum : Operand(instruction.Source));
    }

    /// <summary>Whether an instruction is done only where its <c>when</c> holds; of running sums it says where they start anew.</summary>
    public static bool IsConditional(Opcode opcode) =>
        opcode is not (Opcode.Accumulate or Opcode.Tally) && InstructionTable.Default.Find(opcode)!.Has(InstructionField.When);

    private static Traits Operand(OperandSource source) => source switch
    {
        OperandSource.PartialSum => Traits.FromPartialSum,
        OperandSource.Latch => Traits.FromLatches,
        OperandSource.Output => Traits.FromOutput,
        OperandSource.Statistics => Traits.FromStatistics,
    };
}
