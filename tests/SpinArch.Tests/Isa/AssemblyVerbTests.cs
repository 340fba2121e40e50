using System.CommandLine;
using SpinArch.Cli.Verbs;
using SpinArch.Files;
using SpinArch.Isa;

namespace SpinArch.Tests.Isa;

public sealed class AssemblyVerbTests
{
    private static readonly InvocationConfiguration Bare = new() { EnableDefaultExceptionHandler = false };

    [Fact]
    public void Asm_writes_a_program_bound_to_the_architecture_as_it_is_set()
    {
        string target = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sprog");
        try
        {
            string example = Repository.PathOf("isa/examples/one-dense-layer.sasm");
            Assert.Equal(0, AsmVerb.Create().Parse([example, "--out", target]).Invoke(Bare));
            var plain = ProgramFile.Read(target);
            Assert.Equal(0, AsmVerb.Create().Parse([example, "--out", target, "--set", "adc.bits=6"]).Invoke(Bare));
            var changed = ProgramFile.Read(target);
            Assert.Equal(64, plain.ArchitectureHash.Length);
            Assert.NotEqual(plain.ArchitectureHash, changed.ArchitectureHash);
        }
        finally
        {
            File.Delete(target);
        }
    }

    [Fact]
    public void Asm_of_a_wrong_program_writes_nothing()
    {
        string target = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sprog");
        string bad = Repository.PathOf("isa/filetests/column-range.bad.sasm");
        Assert.Throws<InputException>(() => AsmVerb.Create().Parse([bad, "--out", target]).Invoke(Bare));
        Assert.False(File.Exists(target));
    }

    [Fact]
    public void Disasm_of_something_else_is_refused() =>
        Assert.Throws<InputException>(() => DisasmVerb.Create().Parse([Repository.PathOf("SpinArch.sln")]).Invoke(Bare));
}
