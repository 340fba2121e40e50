using SpinArch.Files;
using SpinArch.Isa;

namespace SpinArch.Tests.Isa;

/// <summary>Each file of isa/filetests carries beneath it what assembler, verifier and disassembler make of it.</summary>
public sealed class AssemblyFileTests
{
    private const string Listing = "; --- listing ---\n";
    private const string Error = "; --- error ---\n";
    private const string Hash = "filetest";

    public static TheoryData<string> Good() => [.. Files().Where(name => !name.EndsWith(".bad.sasm", StringComparison.Ordinal))];

    public static TheoryData<string> Bad() => [.. Files().Where(name => name.EndsWith(".bad.sasm", StringComparison.Ordinal))];

    public static TheoryData<string> Examples() =>
        [.. Directory.GetFiles(Repository.PathOf("isa/examples"), "*.sasm").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_file_assembles_verifies_and_lists_as_written_beneath_it(string name)
    {
        string source = Source(name, Listing);
        var program = Assembler.Assemble(source, name, Hash);
        ProgramVerifier.Verify(program, name);
        var again = Assembler.Assemble(Disassembler.Disassemble(program, name), name, Hash);
        Assert.Equal(ProgramFile.ToBytes(program, name), ProgramFile.ToBytes(again, name));
        Repository.AssertHolds("isa/filetests/" + name, source + Listing + Comment(Disassembler.Listing(program, name)));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_file_gives_the_error_written_beneath_it(string name)
    {
        string source = Source(name, Error);
        var error = Assert.Throws<InputException>(() => ProgramVerifier.Verify(Assembler.Assemble(source, name, Hash), name));
        Assert.InRange(error.Message.Split('\n').Length, 1, 3);
        Repository.AssertHolds("isa/filetests/" + name, source + Error + Comment(error.Message + "\n"));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_assembles_and_verifies(string name)
    {
        var program = Assembler.AssembleFile(Repository.PathOf("isa/examples/" + name), Hash);
        ProgramVerifier.Verify(program, name);
        Assert.NotEmpty(program.Tiles);
    }

    [Fact]
    public void Every_instruction_has_a_file_named_after_it()
    {
        string[] files = [.. Files()];
        Assert.All(InstructionTable.Default.Instructions, row => Assert.Contains(row.Mnemonic + ".sasm", files));
        Assert.All(
            InstructionTable.Default.Instructions,
            row => Assert.Matches($@"(?m)^; \d{{4}}  [0-9a-f]{{16}} +{row.Mnemonic}\b", Repository.ReadText($"isa/filetests/{row.Mnemonic}.sasm")));
    }

    private static IEnumerable<string> Files() =>
        Directory.GetFiles(Repository.PathOf("isa/filetests"), "*.sasm").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string Source(string name, string marker)
    {
        string text = Repository.ReadText("isa/filetests/" + name);
        int end = text.IndexOf(marker, StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    private static string Comment(string text) =>
        string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"; {line}".TrimEnd() + "\n"));
}
