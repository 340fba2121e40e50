namespace SpinArch.Tests.CommandLine;

[Collection(ConsoleTests.Name)]
public sealed class RefusedCommandLineTests
{
    /// <summary>A command line, its words apart by spaces (a dot stands for an empty word), and what the message must name.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "nosuch", "'nosuch'" },
        { "ru", "did you mean 'run'" },
        { "--nosuch", "--nosuch" },
        { "@file", "@file" },
        { "[suggest] run", "suggest" },
        { "config", "show" },
        { "list", "architectures" },
        { "data", "mnist" },
        { "list nosuch", "nosuch" },
        { "config nosuch", "nosuch" },
        { "run a b", "'b'" },
        { "config show x", "'x'" },
        { "train x", "'x'" },
        { "run --smaples 5", "did you mean '--samples'" },
        { "run --smaples=5", "'--smaples'" },
        { "run --smaples", "'--smaples'" },
        { "compile --smaples 5 --out x.sprog", "'--smaples'" },
        { "exec a.sprog --samples 3", "'--samples'" },
        { "train --nosuch", "'--nosuch'" },
        { "run --version", "'--version'" },
        { "run -x", "'-x'" },
        { "run --samples", "--samples" },
        { "run --config --samples 5", "'--config' has no value" },
        { "run --samples 0", "--samples: '0'" },
        { "run --samples -1", "--samples: '-1'" },
        { "run --samples 1e3", "--samples: '1e3'" },
        { "run --samples 1.5", "--samples: '1.5'" },
        { "run --samples NaN", "--samples: 'NaN'" },
        { "run --samples 99999999999999999999", "--samples" },
        { "run --samples .", "--samples" },
        { "run --inputs 0", "--inputs: '0'" },
        { "run --inputs 1000001", "--inputs" },
        { "run --samples 1000000 --inputs 1000000", "inputs times samples" },
        { "run --seed -1", "--seed: '-1'" },
        { "run --seed 18446744073709551616", "--seed" },
        { "run --seed 0x10", "--seed" },
        { "run --seed 1 --seed 2", "--seed" },
        { "run --bin-ns 0", "--bin-ns" },
        { "run --bin-ns -1", "--bin-ns" },
        { "run --bin-ns NaN", "--bin-ns" },
        { "run --bin-ns 0.0001", "--bin-ns" },
        { "run --arrival-ns -1", "--arrival-ns" },
        { "run --arrival-ns 99999999999999999999999999999999999999", "--arrival-ns" },
        { "estimate --data shipped", "--data" },
        { "estimate --trace x.strace", "--trace" },
        { "run --output xml", "--output" },
        { "run --output JSON", "--output" },
        { "run --output .", "--output" },
        { "list networks --output csv", "--output" },
        { "run --dump-after nosuch", "--dump-after" },
        { "run --set", "--set" },
        { "run --set rows", "--set rows" },
        { "run --set rows=3", "crossbar.rows" },
        { "run --set =3", "--set =3" },
        { "run --set .", "--set" },
        { "run --set crossbar.rows=", "crossbar.rows" },
        { "run --set crossbar.rows=0", "crossbar.rows" },
        { "run --set crossbar.rows=65537", "crossbar.rows" },
        { "run --set crossbar.rows=abc", "crossbar.rows" },
        { "run --set crossbar.rows=1", "hidden1" },
        { "run --set crossbar.columnReadNs=0", "crossbar.columnReadNs" },
        { "run --set crossbar.columnReadNs=1e300", "crossbar.columnReadNs" },
        { "run --set crossbar.columnReadNs=0.0001", "crossbar.columnReadNs" },
        { "run --set crossbar.columnReadNs=NaN", "crossbar.columnReadNs" },
        { "run --set mesh.width=1 --set mesh.height=1", "mesh.width" },
        { "run --set mesh.width=1024 --set mesh.height=1024", "mesh.width" },
        { "run --set mesh.port=9,9", "mesh.port" },
        { "run --set technology=nosuch", "nosuch" },
        { "run --arch nosuch", "nosuch" },
        { "run --arch .", "--arch" },
        { "run --config nosuch.json", "nosuch.json" },
        { "run nosuch", "'nosuch'" },
        { "run .", "NETWORK" },
        { "run -- --samples", "'--samples'" },
        { "run --data nosuch", "nosuch" },
        { "run --data .", "--data" },
        { "run --data nosuch.npz", "nosuch.npz" },
        { "run --data shipped --data shipped", "--data" },
        { "run --energy-trace .", "--energy-trace" },
        { "run --energy-trace nosuch/x.csv", "nosuch" },
        { "run --utilization-trace nosuch/x.csv", "nosuch" },
        { "run --energy-trace a.csv --utilization-trace ./a.csv", "a.csv" },
        { "infer --samples 0", "samples" },
        { "infer --samples x", "--samples: 'x'" },
        { "infer --images 0", "images" },
        { "infer --images x", "--images: 'x'" },
        { "infer --seed -1", "--seed: '-1'" },
        { "infer --threads x", "--threads: 'x'" },
        { "infer --effects nosuch", "nosuch" },
        { "infer --predictions nosuch/p.csv", "nosuch" },
        { "infer --data nosuch", "nosuch" },
        { "infer nosuch", "nosuch" },
        { "ablation --csv nosuch/p.csv", "nosuch" },
        { "ablation --csv a.svg --svg a.svg", "a.svg" },
        { "rng --draws 0", "--draws" },
        { "rng --draws x", "--draws: 'x'" },
        { "rng --svg nosuch/p.svg", "nosuch" },
        { "compile", "--out" },
        { "compile --out nosuch/x.sprog", "nosuch" },
        { "exec", "PROGRAM" },
        { "exec nosuch.sprog", "nosuch.sprog" },
        { "exec nosuch.sasm", "nosuch.sasm" },
        { "asm", "--out" },
        { "asm nosuch.sasm --out x.sprog", "nosuch.sasm" },
        { "disasm", "FILE.sprog" },
        { "disasm nosuch.sprog", "nosuch.sprog" },
        { "train --epochs 0", "--epochs" },
        { "train --epochs -5", "--epochs" },
        { "train --epochs abc", "--epochs: 'abc'" },
        { "train --seed -1", "--seed: '-1'" },
        { "train --data nosuch", "nosuch" },
        { "infer --threads -3", "--threads: -3" },
        { "device trng --threads -3", "--threads: -3" },
        { "device synapse --threads 1025", "0 (one a processor) to 1024" },
        { "device characterise --threads -1", "--threads" },
        { "device fluctuation --threads -1", "--threads" },
        { "ablation --threads 1025", "0 (one a processor) to 1024" },
        { "tradeoff --threads -1", "--threads" },
        { "infer --effects all,none", "'all' stands alone" },
        { "infer --effects weights,none", "'none' stands alone" },
        { "infer --effects adc,adc", "names 'adc' twice" },
        { "infer --effects adc,", "empty name" },
        { "infer --ood noisy,noisy", "names 'noisy' twice" },
        { "infer --ood noisy,,rotated", "empty name" },
        { "config show --fan-in tree --set mapping.fanIn=chain", "contradicts --set mapping.fanIn=chain" },
        { "run --set adc.bits=4 --set adc.bits=5", "contradicts --set adc.bits=4" },
        { "run --bin-ns 5", "--energy-trace" },
        { "estimate --bin-ns 5", "'--bin-ns'" },
        { "exec isa/examples/one-dense-layer.sasm --set mapping.fanIn=tree", "a program is mapped when it is compiled" },
        { "noc --set adc.bits=4", "'noc' looks at" },
        { "noc --mesh 4x4 --set mesh.width=8", "'noc' looks at" },
        { "rng --set adc.bits=4", "'rng' looks at" },
        { "rng --set technology=spin-puma", "'rng' looks at" },
        { "sweep x.json --out y --resume --force", "contradict" },
        { "sweep show y --knobs adc.bits,adc.bits", "--heat-svg" },
        { "sweep show y --compare 0,1 --objectives latencyNs", "--objectives" },
        { "trace show isa/nosuch.strace --from-ns 5 --to-ns 5", "nosuch" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_command_line_is_refused_in_a_line_that_names_the_fault(string line, string named) =>
        Invocation.Of([.. line.Split(' ').Select(word => word == "." ? "" : word)]).AssertRefused(named);

    [Theory]
    [InlineData("run", "--energy-trace")]
    [InlineData("run", "--utilization-trace")]
    [InlineData("compile", "--out")]
    public void A_target_that_is_a_folder_is_refused_before_anything_is_simulated(string verb, string option) =>
        Invocation.Of(verb, option, Path.GetTempPath(), "--samples", "1000000").AssertRefused("it is a folder");

    [Fact]
    public void A_name_with_line_breaks_and_escapes_still_makes_one_plain_line()
    {
        Invocation refused = Invocation.Of("run", "a\nb\nc\nd\u001b[31m");

        refused.AssertRefused("a b c d");
        Assert.Equal(1, refused.ErrorLines);
        Assert.DoesNotContain('\u001b', refused.Error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("compile")]
    [InlineData("exec")]
    [InlineData("asm")]
    [InlineData("disasm")]
    [InlineData("config show")]
    [InlineData("data mnist")]
    [InlineData("list")]
    [InlineData("infer")]
    [InlineData("ablation")]
    [InlineData("rng")]
    [InlineData("train")]
    public void Every_verb_has_help_with_examples(string verb)
    {
        Invocation help = Invocation.Of([.. verb.Split(' '), "--help"]);

        Assert.Equal(0, help.ExitCode);
        Assert.Equal("", help.Error);
        Assert.Contains("Examples:", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bare_name_shows_the_verbs()
    {
        Invocation bare = Invocation.Of();

        Assert.Equal(0, bare.ExitCode);
        Assert.Contains("disasm", bare.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_written_and_stays_a_device()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        SpinArch.Files.AtomicFile.WriteText("/dev/null", "gone");

        Assert.Empty(File.ReadAllBytes("/dev/null"));
        using FileStream stream = File.OpenWrite("/dev/null");
        stream.WriteByte(1);
        stream.Flush();
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }
}
