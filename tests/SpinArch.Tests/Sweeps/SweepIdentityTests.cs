using SpinArch.Files;
using SpinArch.Tests.CommandLine;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Sweeps;

/// <summary>What a resumed sweep is held to: exactly what was read.</summary>
public sealed class SweepIdentityTests : IDisposable
{
    private const string Network = """{ "name": "n", "input": [20], "layers": [ { "name": "a", "kind": "dense", "outputs": 3, "activation": "none" } ], "weights": "w/weights.npz" }""";

    private readonly SweepBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Weights_in_another_folder_belong_to_it_and_what_lies_beside_the_network_does_not()
    {
        string sweep = Prepare("true");
        bench.WriteAs("other.npz", [1, 2, 3]);

        SweepBench.Run(sweep, bench["out"], resume: true);
        bench.WriteAs("w/weights.npz", Weights(0.25f));

        Assert.Contains("another network 'net.json'", Refusal(sweep), StringComparison.Ordinal);
        bench.WriteAs("w/weights.npz", Weights(0.5f));
        SweepBench.Run(sweep, bench["out"], resume: true);
        bench.WriteAs("w/weights.npz", Weights(0.5f, pixel: 9));
        Assert.Contains("its file, weights or calibration", Refusal(sweep), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_not_used_do_not_belong_to_it_but_the_shape_does()
    {
        string sweep = Prepare("false");
        bench.WriteAs("w/weights.npz", Weights(0.25f));
        SweepBench.Run(sweep, bench["out"], resume: true);

        bench.WriteAs("net.json", Network.Replace("\"outputs\": 3", "\"outputs\": 3, \"replicas\": 2", StringComparison.Ordinal));

        Assert.Contains("another network 'net.json'", Refusal(sweep), StringComparison.Ordinal);
    }

    [Fact]
    public void A_technology_that_only_a_knob_names_belongs_to_it()
    {
        string technology = File.ReadAllText(RepositoryFile.PathOf("configs/technologies/spin-puma.json"));
        bench.WriteAs("tech.json", technology);
        string sweep = bench.Write("""{ "name": "x", "network": "NETWORK", "samples": 1, "knobs": [ { "key": "technology", "values": ["spin-puma", "tech.json"] } ] }""");
        SweepBench.Run(sweep, bench["out"]);

        bench.WriteAs("tech.json", technology.Replace("0.225", "0.226", StringComparison.Ordinal));

        Assert.NotEqual(technology, File.ReadAllText(bench["tech.json"]));
        Assert.Contains("another architecture or technology", Refusal(sweep), StringComparison.Ordinal);
    }

    private string Prepare(string weights)
    {
        bench.WriteAs("net.json", Network);
        bench.WriteAs("w/weights.npz", Weights(0.5f));
        string sweep = bench.Write($$"""{ "name": "x", "network": "net.json", "weights": {{weights}}, "samples": 1, "knobs": [ { "key": "adc.bits", "values": [4, 5] } ] }""");
        SweepBench.Run(sweep, bench["out"]);
        return sweep;
    }

    private string Refusal(string sweep) => Assert.Throws<InputException>(() => SweepBench.Run(sweep, bench["out"], resume: true)).Message;

    private static byte[] Weights(float mean, byte pixel = 7) => Scratch.Npz(
        ("a.mu", "<f4", [20, 3], Scratch.Bytes([.. Enumerable.Repeat(mean, 60)])),
        ("a.sigma", "<f4", [20, 3], Scratch.Bytes([.. Enumerable.Repeat(0.1f, 60)])),
        ("calibration", "|u1", [1, 20], [.. Enumerable.Repeat(pixel, 20)]));
}
