using SpinArch.Compilation;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Tests.Isa;

/// <summary>What the compiler emits is verifiable and printable, and the shipped examples do on the hardware what they say.</summary>
public sealed class ProgramsInUseTests
{
    private static readonly ArchitectureSpec AllSpin = ArchitectureLoader.Load("all-spin",
        environment: new Dictionary<string, string>()).Architecture;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 3)]
    public void A_compiled_network_verifies_and_survives_file_and_text(int samples, int inputs)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        File.WriteAllText(path, """
            { "name": "three", "input": [784], "layers": [
              { "name": "first", "kind": "dense", "outputs": 200, "activation": "saturatingLinear" },
              { "name": "second", "kind": "dense", "outputs": 100, "activation": "saturatingLinear" },
              { "name": "third", "kind": "dense", "outputs": 10, "activation": "none" } ] }
            """);
        try
        {
            var program = CompilerPipeline.Compile(NetworkReader.Read(path), AllSpin, samples, inputs);
            ProgramVerifier.Verify(program, "three");
            byte[] bytes = ProgramFile.ToBytes(program, "three");
            var again = Assembler.Assemble(Disassembler.Disassemble(ProgramFile.FromBytes(bytes, "three"), "three"), "three", null);
            Assert.Equal(bytes, ProgramFile.ToBytes(again, "three"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_dense_layer_runs_to_its_end()
    {
        var program = Assembler.AssembleFile(Repository.PathOf("isa/examples/one-dense-layer.sasm"), AllSpin.Hash);
        byte[] image = [.. Enumerable.Range(0, 16).Select(row => (byte)(row * 17))];
        RunResult result = new Machine(AllSpin, program, new MachineInputs { Seed = 1, Images = [image] }, new Ignored()).Run();
        Assert.Equal(4, result.Sums.Length);
        Assert.Contains(result.Sums, sum => sum != 0);
    }

    [Fact]
    public void The_deadlock_is_one()
    {
        var program = Assembler.AssembleFile(Repository.PathOf("isa/examples/deadlock.sasm"), AllSpin.Hash);
        var machine = new Machine(AllSpin, program, new MachineInputs { Seed = 1, Images = [] }, new Ignored());
        Assert.Throws<DeadlockException>(() => machine.Run());
    }

    private sealed class Ignored : IActivitySink
    {
        public void OnActivity(in Activity activity)
        {
        }
    }
}
