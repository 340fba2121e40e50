using System.Collections.Immutable;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using SpinArch.Files;
using SpinArch.Isa;

namespace SpinArch.Tests.Isa;

public sealed class ProgramVerifierTests
{
    private static readonly string[] Bases =
        ["isa/examples/one-dense-layer.sasm", "isa/examples/deadlock.sasm", "isa/filetests/act.sasm", "isa/filetests/recv.add.sasm", "isa/filetests/loop.sasm", "isa/filetests/alternates.sasm"];

    [Fact]
    public void A_random_change_to_a_valid_program_is_accepted_or_refused_but_never_crashes()
    {
        ImmutableArray<SpinArch.Isa.Program> programs = [.. Bases.Select(Load)];
        int refused = 0;
        int accepted = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            for (int count = 0; count < 50; count++)
            {
                var changed = programs[random.Next(programs.Length)];
                for (int change = random.Next(1, 4); change > 0; change--)
                {
                    changed = ProgramChanges.Change(changed, random);
                }

                try
                {
                    ProgramVerifier.Verify(changed, "f");
                    accepted++;
                }
                catch (InputException error)
                {
                    refused++;
                    Assert.StartsWith("f: ", error.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain('\n', error.Message);
                }
            }
        }).QuickCheckThrowOnFailure();
        Assert.True(refused > 100 && accepted > 100, FormattableString.Invariant($"{refused} refused, {accepted} accepted"));
    }

    [Fact]
    public void A_program_of_random_content_never_crashes_the_verifier()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var program = new RandomPrograms(seed).Program();
            Assert.Throws<InputException>(() => ProgramVerifier.Verify(program, "f"));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Counts_beyond_any_machine_word_are_counted_right()
    {
        string loops = string.Concat(Enumerable.Repeat("loop 16777215\n", 4)) + "recv\n" + string.Concat(Enumerable.Repeat("end\n", 4));
        string text = Repository.ReadText("isa/examples/deadlock.sasm").Replace("  recv channel=0\n", loops, StringComparison.Ordinal);
        var error = Assert.Throws<InputException>(() => ProgramVerifier.Verify(Assembler.Assemble(text, "f", "hash"), "f"));
        BigInteger taken = 8 * BigInteger.Pow(16777215, 4);
        Assert.EndsWith(FormattableString.Invariant($"takes {taken}"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channel=0\n  column [1]", "channel=0 channels=2\n  column [1]", "tile 0, instruction 0 (recv): its channels must fill every row once")]
    [InlineData("recv.add [0] channel=1", "recv.add [0] channel=0", "tile 0, instruction 5 (recv.add): receive channel 0 carries 8 words, a partial sum is 1 word")]
    [InlineData("recv.add [0] channel=1", "recv.add [0] channel=1 channels=2", "tile 0, instruction 5 (recv.add): takes from 2 channels from 1 on")]
    [InlineData("stat [1] source=latch mean=always when=always", "stat [1] source=latch mean=always", "tile 0, instruction 2 (stat): when says where the sums start anew")]
    [InlineData("stat [1] source=latch", "stat [1] source=psum", "tile 0, instruction 2 (stat): mean says when the mean latch is consumed")]
    [InlineData("source=psum channel=0", "source=out channel=0", "tile 0, send channel 0: carries input vectors to tile 1, receive channel 1, which no recv takes")]
    [InlineData("source=psum channel=0", "source=psum channel=1", "tile 0, instruction 6 (send): send channel 1 carries stat elsewhere")]
    [InlineData("send [1] source=stat", "send [0] source=stat", "tile 0, send channel 1: sends outputs 0 to 0, the port, receive channel 0 takes 1 to 1")]
    [InlineData(".port recv columns 1 1 <- tile 0", ".port recv columns 1 1 <- tile 1", "tile 0, send channel 1: goes to channel 0 of the port, which expects words from tile 1")]
    [InlineData(".send 1 to port channel 0", ".send 1 to tile 1 channel 1", "tile 0, send channel 1: goes to channel 1 of tile 1, into which tile 0, send channel 0 sends already")]
    [InlineData(".send 0 to tile 1 channel 1", ".send 0 to tile 7 channel 1", "tile 0, send channel 0: the destination tile: 7, allowed is -1 to 1")]
    [InlineData("rows 8 8 -> tile 1", "rows 7 8 -> tile 1", "port send 1: sends network inputs from 7 on, tile 1, receive channel 0 fills row 8 of the layer")]
    [InlineData("rows 8 8 -> tile 1", "rows 8 7 -> tile 1", "port send 1: sends 7 words, tile 1, receive channel 0 expects 8")]
    [InlineData(".inputs 1", ".inputs 2", "port send 0: sends 16 words over the whole run, tile 0, receive channel 0 takes 8")]
    [InlineData(".words 16 2", ".words 16 3", "output 2 of the network reaches no receive channel of the port")]
    [InlineData("column [1]", "column [i]", "tile 0, instruction 1 (column): an indexed column needs a loop around the instruction")]
    [InlineData(".samples 1", ".samples 0", "the samples: 0, allowed is 1 to")]
    [InlineData("layer 0", "layer 65536", "tile 0, block 0: the layer: 65536, allowed is 0 to 65535")]
    [InlineData("sum digital", "sum digital\n.mean 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n.sigma 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", "tile 1, block 0: some blocks carry levels and some do not")]
    [InlineData("sum digital", "sum digital\n.mean -128 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n.sigma 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", "tile 0, block 0: a mean level is -128")]
    [InlineData("sum digital", "sum digital\n.mean 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n.sigma 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -1 0", "tile 0, block 0: a sigma level is negative")]
    [InlineData("sum digital", "sum digital\n.arithmetic meanStep=0", "tile 0, block 0: meanStep: 0, allowed is 1 to")]
    [InlineData(".port send", ".port scale 0\n.port send", "the port's scale is 0, it must be positive and finite")]
    public void A_fault_is_named_by_tile_and_instruction(string from, string to, string message)
    {
        string text = Repository.ReadText("isa/examples/deadlock.sasm");
        int at = text.IndexOf(from, StringComparison.Ordinal);
        string faulty = text[..at] + to + text[(at + from.Length)..];
        var error = Assert.Throws<InputException>(() => ProgramVerifier.Verify(Assembler.Assemble(faulty, "f", "hash"), "f"));
        Assert.StartsWith("f: " + message, error.Message, StringComparison.Ordinal);
    }

    private static SpinArch.Isa.Program Load(string path) => Assembler.AssembleFile(Repository.PathOf(path), "hash");
}
