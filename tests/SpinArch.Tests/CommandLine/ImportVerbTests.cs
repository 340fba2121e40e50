using System.Text.Json;
using SpinArch.Networks;
using SpinArch.Tests.Networks.Onnx;
using static SpinArch.Tests.Networks.Onnx.OnnxModel;

namespace SpinArch.Tests.CommandLine;

/// <summary><c>import</c> as a user meets it.</summary>
[Collection(ConsoleTests.Name)]
public sealed class ImportVerbTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void What_is_imported_runs_and_infers()
    {
        string model = _scratch.Write("my model.onnx", Dense().Bytes);
        Invocation import = Invocation.Of("import", model, "--sigma-scale", "0.1", "--calibration", "shipped", "--out", _scratch["net"]);

        Assert.Equal((0, ""), (import.ExitCode, import.Error));
        Assert.Contains("sigma = 0.1 x |mu|", import.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("uniform bytes", import.Output, StringComparison.Ordinal);
        Assert.Equal([100, 784], NumpyArchive.Read(_scratch["net/weights.npz"])["calibration"].Shape);
        using JsonDocument run = Invocation.Json("run", _scratch["net"], "--samples", "2", "--output", "json");
        using JsonDocument infer = Invocation.Json("infer", _scratch["net"], "--images", "2", "--samples", "2", "--output", "json");
        Assert.Equal("my model", infer.RootElement.GetProperty("network").GetString());
        Assert.Equal(["network.json", "weights.npz"], Directory.GetFiles(_scratch["net"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void All_faults_are_told_at_once_and_alike_ones_in_one_line()
    {
        OnnxModel model = new OnnxModel().Input("x", -1, 2, 9, 9).Weights("k", [4, 2, 3, 3], Random(72, 21))
            .Node("Conv", ["x", "k"], "c1").Node("LeakyRelu", ["c1"], "a").Node("Tanh", ["a"], "b")
            .Node("LeakyRelu", ["b"], "c").Node("ConvTranspose", ["c", "k"], "y").Output("y");
        string path = _scratch.Write("m.onnx", model.Bytes);
        Invocation check = Invocation.Of("import", path, "--check");
        string[] lines = check.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, check.ExitCode);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith($"{path}, nodes 'n_a', 'n_c' (LeakyRelu): ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{path}, node 'n_b' (Tanh): ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"{path}, node 'n_y' (ConvTranspose): ", lines[2], StringComparison.Ordinal);
        Invocation.Of("import", path, "--out", _scratch["net"]).AssertRefused("(2 more; --check lists all)");
        Assert.Equal(["m.onnx"], Directory.GetFileSystemEntries(_scratch.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_check_writes_nothing()
    {
        string path = _scratch.Write("m.onnx", Dense().Bytes);
        Invocation check = Invocation.Of("import", path, "--check");

        Assert.Equal(0, check.ExitCode);
        Assert.Contains("can be imported", check.Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_scratch.Folder));
    }

    [Theory]
    [InlineData("--out FOLDER says where")]
    [InlineData("--check writes nothing; leave out", "--check", "--out", "OUT")]
    [InlineData("--mu-rho: 'pyro' is not known; known are blitz, bayesian-torch, torchbnn", "--mu-rho", "pyro", "--check")]
    [InlineData("one of them is enough", "--mu-rho", "blitz", "--sigma-scale", "1", "--check")]
    [InlineData("no weights are named as blitz names means", "--mu-rho", "blitz", "--check")]
    [InlineData("out of range; allowed is 0 to 1000000", "--sigma-scale", "-1", "--check")]
    [InlineData("an ONNX model says it itself", "--activation", "relu", "--check")]
    [InlineData("is no shape of one to three whole numbers", "--input", "3,x", "--check")]
    [InlineData("has the shape [N, 784], the batch first; --input says [3, 32, 32]", "--input", "3,32,32", "--check")]
    [InlineData("there is no such file", "--sigma", "none.onnx", "--check")]
    public void What_does_not_go_together_is_refused(string named, params string[] options)
    {
        string path = _scratch.Write("m.onnx", Dense().Bytes);
        Invocation refused = Invocation.Of(["import", path, .. options.Select(option => option == "OUT" ? _scratch["net"] : option)]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(named, refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.Equal(1, (refused.Error + refused.Output).Count(character => character == '\n'));
        Assert.False(Directory.Exists(_scratch["net"]));
    }

    public void Dispose() => _scratch.Dispose();

    private static OnnxModel Dense() => new OnnxModel().Input("x", -1, 784)
        .Weights("a.weight", [12, 784], Random(12 * 784, 1, 0.05)).Weights("a.bias", [12], Random(12, 2))
        .Node("Gemm", ["x", "a.weight", "a.bias"], "z", ("transB", 1)).Weights("lo", [], [0]).Weights("hi", [], [1]).Node("Clip",
            ["z", "lo", "hi"], "h")
        .Weights("b.weight", [10, 12], Random(120, 3)).Node("Gemm", ["h", "b.weight"], "y", ("transB", 1)).Output("y");
}
