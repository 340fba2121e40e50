using FsCheck;
using FsCheck.Fluent;
using SpinArch.Files;
using SpinArch.Isa;

namespace SpinArch.Tests.Isa;

public sealed class InstructionCodecTests
{
    /// <summary>Frozen: a program file written today must mean the same for ever.</summary>
    [Theory]
    [InlineData("halt", 0x0000000000000000UL)]
    [InlineData("loop 200", 0x000000010000c801UL)]
    [InlineData("recv pair=1 channel=2 channels=7", 0x001c020011000010UL)]
    [InlineData("column [i] x=last@01 mean=first@1", 0x00000028f0000120UL)]
    [InlineData("sample [5] pair=2", 0x0000000002000a21UL)]
    [InlineData("scale [i+3] x=last@0", 0x0000000070000722UL)]
    [InlineData("read [i] x=always mean=always", 0x0000000410000123UL)]
    [InlineData("convert [0] mean=last@3", 0x0000008c00000024UL)]
    [InlineData("write pair=1 when=until@01 mean=last@0", 0x0000001cc1000025UL)]
    [InlineData("mac pair=1 x=always", 0x000000001100002cUL)]
    [InlineData("pass pair=1 activation=saturatingLinear", 0x100000000100002dUL)]
    [InlineData("tally [i] when=first@1", 0x00000000a0000136UL)]
    [InlineData("add [i] mean=last@1", 0x0000002c00000130UL)]
    [InlineData("recv.add [i] mean=always channel=1 channels=6", 0x0018010400000131UL)]
    [InlineData("add [i] pair=3 carry=1 mean=always", 0x0000000413000130UL)]
    [InlineData("act [i] mean=last@1 source=latch activation=saturatingLinear", 0x1400002c00000132UL)]
    [InlineData("stat [i] when=first@1 source=psum", 0x00000000a0000133UL)]
    [InlineData("recv when=until@2", 0x0004000100000010UL)]
    [InlineData("send [9] channel=1023 source=stat", 0x0c03ff0010001240UL)]
    [InlineData("recv when=until@01 channel=3 channels=2 alternates=63 ahead=1", 0x040803fcc0000010UL)]
    [InlineData("send [i] channel=4 alternates=2 source=out", 0x0800040810000140UL)]
    [InlineData("send [9] when=never", 0x0000000000001240UL)]
    [InlineData("recv.map when=until@01 channel=3 channels=2 alternates=1 ahead=1", 0x04080304c0000011UL)]
    [InlineData("gather pair=1 x=last@1", 0x00000000b1000027UL)]
    [InlineData("pool [i+2] pair=1 x=always", 0x0000000011000537UL)]
    [InlineData("merge [i] pair=1", 0x0000000001000138UL)]
    public void The_encoding_is_frozen(string text, ulong word)
    {
        Instruction instruction = Parse(text);
        Assert.Equal(word, InstructionCodec.Encode(instruction, "test"));
        Assert.Equal(text.Replace(" source=psum", "", StringComparison.Ordinal), Disassembler.Write(InstructionCodec.Decode(word, "test")));
    }

    [Fact]
    public void Every_opcode_member_has_its_row_and_every_row_its_member()
    {
        Assert.Equal(
            Enum.GetValues<Opcode>().Select(opcode => (int)opcode).Order(),
            InstructionTable.Default.Instructions.Select(row => (int)row.Opcode).Order());
        Assert.All(Enum.GetValues<InstructionField>(), field => Assert.Single(InstructionTable.Default.Fields, row => row.Field == field));
    }

    [Fact]
    public void Decoding_undoes_encoding()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var programs = new RandomPrograms(seed);
            for (int count = 0; count < 50; count++)
            {
                Instruction instruction = programs.Instruction();
                ulong word = InstructionCodec.Encode(instruction, "test");
                Assert.Equal(instruction, InstructionCodec.Decode(word, "test"));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_word_decodes_to_what_encodes_to_it_or_is_refused_with_its_place()
    {
        int decoded = 0;
        int refused = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            for (int count = 0; count < 200; count++)
            {
                // Sparse words about a known opcode, so that both outcomes are frequent.
                ulong word = (ulong)random.NextInt64() & (ulong)random.NextInt64() & (ulong)random.NextInt64();
                var rows = InstructionTable.Default.Instructions;
                InstructionDescription row = rows[random.Next(rows.Length)];
                word = random.Next(10) == 0 ? word : ((word & (random.Next(3) == 0 ? ulong.MaxValue : row.Mask)) & ~0xffUL) | (ulong)row.Opcode;
                if (InstructionCodec.TryDecode(word, out Instruction instruction) is null)
                {
                    decoded++;
                    Assert.Equal(word, InstructionCodec.Encode(instruction, "test"));
                }
                else
                {
                    refused++;
                    var error = Assert.Throws<InputException>(() => InstructionCodec.Decode(word, "tile 3"));
                    Assert.StartsWith("tile 3: ", error.Message, StringComparison.Ordinal);
                }
            }
        }).QuickCheckThrowOnFailure();
        Assert.True(decoded > 100 && refused > 100, FormattableString.Invariant($"{decoded} decoded, {refused} refused"));
    }

    [Theory]
    [InlineData(0x0000000000000002UL, "opcode 2 is no instruction")]
    [InlineData(0x4000000000000000UL, "halt: reserved bits 0x4000000000000000 are set")]
    [InlineData(0x0000000100000001UL, "loop: iterations is 0, allowed is 1 to 16777215")]
    [InlineData(0x0004000000000110UL, "recv: reserved bits")]
    [InlineData(0x0000000020000020UL, "column: x is first or last of no loop level")]
    [InlineData(0x0000000050000020UL, "column: x is always but names loop levels")]
    [InlineData(0x0800000000000032UL, "act: source is out, allowed is psum or latch")]
    public void A_word_that_is_no_instruction_says_why(ulong word, string message)
    {
        var error = Assert.Throws<InputException>(() => InstructionCodec.Decode(word, "file"));
        Assert.StartsWith("file: " + message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instruction_with_a_value_its_word_cannot_carry_does_not_encode()
    {
        Instruction[] wrong =
        [
            new() { Opcode = Opcode.Halt, Pair = 1 },
            new() { Opcode = Opcode.Sample, Mean = LoopCondition.Always },
            new() { Opcode = Opcode.Sample, Column = 1 << 15 },
            new() { Opcode = Opcode.Sample, Column = -1 },
            new() { Opcode = Opcode.Column, X = LoopCondition.First(0) },
            new() { Opcode = Opcode.Column, X = LoopCondition.First(16) },
            new() { Opcode = Opcode.Column, X = new LoopCondition((LoopConditionKind)7, 1) },
            new() { Opcode = Opcode.Receive, Channels = 0 },
            new() { Opcode = Opcode.Receive, Channels = 1, Alternates = 64 },
            new() { Opcode = Opcode.Receive, Channels = 1, Ahead = 2 },
            new() { Opcode = Opcode.ReceiveAdd, Channels = 1, Alternates = 1 },
            new() { Opcode = Opcode.Send, Ahead = 1 },
            new() { Opcode = Opcode.Loop, Iterations = 1 << 24, Body = 1 },
            new() { Opcode = (Opcode)99 },
        ];
        Assert.All(wrong, instruction => Assert.Throws<InputException>(() => InstructionCodec.Encode(instruction, "test")));
    }

    private static Instruction Parse(string text)
    {
        bool loop = text.StartsWith("loop", StringComparison.Ordinal);
        string program = $".network n\n.mesh 1 1\n.words 1 1\n.tile 0 at 0,0\n{text}\n{(loop ? "halt\nend\n" : "")}";
        return Assembler.Assemble(program, "test", "hash").Tiles[0].Code[0];
    }
}
