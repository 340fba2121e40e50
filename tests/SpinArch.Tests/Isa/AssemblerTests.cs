using FsCheck;
using FsCheck.Fluent;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Isa.Assembly;

namespace SpinArch.Tests.Isa;

public sealed class AssemblerTests
{
    private const string Head = ".network n\n.mesh 1 1\n.words 1 1\n.tile 0 at 0,0\n";

    [Fact]
    public void Assembling_undoes_disassembling()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var program = new RandomPrograms(seed).Program();
            string text = Disassembler.Disassemble(program, "random");
            var again = Assembler.Assemble(text, "random", null);
            Assert.Equal(ProgramFile.ToBytes(program, "random"), ProgramFile.ToBytes(again, "random"));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_mistake_is_found_at_once_each_at_its_place()
    {
        var errors = Assembler.Diagnose(Head + "foo\nrecv\n\trecv channel=x\nend\n", "f.sasm", "hash");
        Assert.Equal([(5, 1), (7, 15), (8, 1)], errors.Select(error => (error.Line, error.Column)));
        Assert.Equal("f.sasm:7:15: expected channel (a whole number), not 'x'\n\trecv channel=x\n\t             ^", errors[1].ToString());
    }

    [Fact]
    public void A_long_line_is_shown_in_part_with_the_caret_beneath_the_mistake()
    {
        string line = ".mean " + string.Concat(Enumerable.Repeat("1 ", 500)) + "bad";
        var error = Assert.Single(Assembler.Diagnose(Head + ".block layer 0 d rows 0 1 columns 0 1 sum digital\n" + line, "f", "hash"));
        string[] shown = error.ToString().Split('\n');
        Assert.True(shown[1].Length <= 100);
        Assert.Equal("bad", shown[1][(shown[2].Length - 1)..]);
    }

    [Fact]
    public void A_program_written_for_another_architecture_is_refused()
    {
        var error = Assert.Throws<InputException>(() => Assembler.Assemble(".architecture abc\n" + Head + "halt\n", "f", "xyz"));
        Assert.Contains("abc", error.Message, StringComparison.Ordinal);
        Assert.Equal("abc", Assembler.Assemble(".architecture abc\n" + Head + "halt\n", "f", "abc").ArchitectureHash);
        Assert.Throws<InputException>(() => Assembler.Assemble(Head + "halt\n", "f", null));
    }

    [Fact]
    public void Loop_levels_may_be_written_in_any_order_and_line_ends_may_be_foreign()
    {
        string text = (Head + "loop 2\nloop 2\ncolumn [i] x=last@10\nend\nend\nhalt\n").Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(LoopCondition.Last(0b11), Assembler.Assemble(text, "f", "hash").Tiles[0].Code[2].X);
    }

    [Fact]
    public void Random_damage_to_a_text_is_an_error_with_a_caret_or_another_program()
    {
        string text = Repository.ReadText("isa/examples/one-dense-layer.sasm");
        int refused = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            for (int count = 0; count < 5; count++)
            {
                int at = random.Next(text.Length);
                string damaged = random.Next(3) switch
                {
                    0 => text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)),
                    1 => text.Insert(at, "" + (char)random.Next(0, 0x3000)),
                    _ => text[..at] + text[random.Next(at, text.Length)..],
                };
                try
                {
                    ProgramVerifier.Verify(Assembler.Assemble(damaged, "f", "hash"), "f");
                }
                catch (InputException error)
                {
                    refused++;
                    Assert.InRange(error.Message.Split('\n').Length, 1, 3);
                }
            }
        }).QuickCheckThrowOnFailure();
        Assert.True(refused > 50, $"only {refused} were refused");
    }

    [Theory]
    [InlineData("staat", " (did you mean 'stat'?)")]
    [InlineData("recvadd", " (did you mean 'recv.add'?)")]
    [InlineData("zzzzzz", "")]
    public void A_misspelt_word_gets_the_nearest_as_a_hint(string word, string hint) =>
        Assert.Equal(hint, Spelling.Hint(word, InstructionTable.Default.Instructions.Select(row => row.Mnemonic)));
}
