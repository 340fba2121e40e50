using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Networks.Importing;
using SpinArch.Tests.CommandLine;
using static SpinArch.Tests.Networks.Onnx.OnnxModel;

namespace SpinArch.Tests.Networks.Onnx;

/// <summary>Dense networks from ONNX compute what ONNX Runtime computes, and say in one line what cannot come over.</summary>
public sealed class OnnxDenseTests
{
    [Theory]
    [InlineData(0, 1f, 1f)]
    [InlineData(1, 1f, 1f)]
    [InlineData(1, 0.5f, -2f)]
    [InlineData(0, -1.5f, 0f)]
    public void Gemm_with_its_attributes(int transB, float alpha, float beta) => OnnxOracle.AssertSame(
        new OnnxModel().Input("x", 1, 7).Weights("w", transB == 1 ? [5, 7] : [7, 5], Random(35, 1)).Weights("b", [5], Random(5, 2))
            .Node("Gemm", ["x", "w", "b"], "y", ("transB", transB), ("alpha", alpha), ("beta", beta)).Output("y").Bytes,
        [7]);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void MatMul_and_Add_are_a_layer_with_bias(int biases) => OnnxOracle.AssertSame(
        new OnnxModel().Input("x", -1, 6).Weights("w", [6, 5], Random(30, 3)).Weights("b", [biases], Random(biases, 4))
            .Node("MatMul", ["x", "w"], "m").Node("Add", ["b", "m"], "y").Output("y").Bytes,
        [6]);

    [Fact]
    public void Batch_normalisation_is_folded() => OnnxOracle.AssertSame(
        new OnnxModel().Input("x", 1, 6).Weights("w", [6, 4], Random(24, 5)).Weights("b", [4], Random(4, 6))
            .Weights("g", [4], Random(4, 7, 1)).Weights("h", [4], Random(4, 8)).Weights("m", [4], Random(4, 9)).Weights("v", [4],
                Random(4, 10, 0.2, 0.5))
            .Node("Gemm", ["x", "w", "b"], "z").Node("BatchNormalization", ["z", "g", "h", "m", "v"], "y",
                ("epsilon", 0.01f)).Output("y").Bytes,
        [6]);

    [Fact]
    public void Rectified_layers_reach_as_far_as_they_must() => OnnxOracle.AssertSame(
        new OnnxModel().Input("x", 1, 6).Weights("a", [6, 9], Random(54, 1, 3)).Node("MatMul", ["x", "a"], "z").Node("Relu", ["z"], "r")
            .Weights("b", [9, 9], Random(81, 2, 3)).Node("MatMul", ["r", "b"], "t").Node("Relu", ["t"], "u")
            .Weights("c", [9, 3], Random(27, 3)).Node("MatMul", ["u", "c"], "y").Output("y").Bytes,
        [6]);

    [Fact]
    public void A_network_of_every_dense_operator()
    {
        OnnxModel model = Mixed();

        OnnxOracle.AssertSame(model.Bytes, [2, 3, 4]);
    }

    [Fact]
    public void Every_layer_of_it_by_itself()
    {
        // Layer by layer: the model cut off after each of its tensors.
        foreach (string tensor in (string[])["h1", "h2", "n2", "y"])
        {
            OnnxModel model = Mixed();
            model.Proto.Graph.Output.Clear();
            OnnxOracle.AssertSame(model.Output(tensor).Bytes, [2, 3, 4]);
        }
    }

    [Fact]
    public void Folded_weights_take_their_deviations_along()
    {
        using var scratch = new Scratch();
        OnnxModel means = Scaled();
        OnnxModel sigmas = Scaled();
        float[] deviations = [0.1f, 0.2f, 0.3f, 0.4f];
        sigmas.Proto.Graph.Initializer.Single(tensor => tensor.Name == "w").RawData = Single("w", [2, 2], deviations).RawData;
        sigmas.Proto.Graph.Initializer.Single(tensor => tensor.Name == "b").RawData = Single("b", [2], [0.5f, 0.6f]).RawData;
        Import(scratch, means, out NumpyArchive arrays, sigma: scratch.Write("sigma.onnx", sigmas.Bytes));

        // gamma / sqrt(variance + epsilon) = -2 and 3; alpha is 0.5 and not the bias's.
        Assert.Equal([-1f, -4, 6, 12], arrays["layer.mu"].AsSingles());
        Assert.Equal([0.1f, 0.2f, 0.45f, 0.6f], arrays["layer.sigma"].AsSingles().Select(value => MathF.Round(value, 5)));
        Assert.Equal([1f, 1.8f], arrays["layer.bias.sigma"].AsSingles().Select(value => MathF.Round(value, 5)));
    }

    [Fact]
    public void A_scale_of_deviations_is_one_of_magnitudes_and_spares_biases()
    {
        using var scratch = new Scratch();
        Import(scratch, Scaled(), out NumpyArchive arrays, scale: 0.25);

        Assert.Equal(arrays["layer.mu"].AsSingles().Select(value => MathF.Abs(value) / 4), arrays["layer.sigma"].AsSingles());
        Assert.DoesNotContain("layer.bias.sigma", arrays.Names);
    }

    [Fact]
    public void Weights_that_a_graph_draws_are_read_as_means_and_deviations()
    {
        using var scratch = new Scratch();
        Import(scratch, Drawn(), out NumpyArchive arrays);

        Assert.Equal([1, -2, 3, 0.5f], arrays["layer.mu"].AsSingles());
        Assert.Equal([Softplus(-1), Softplus(0), Softplus(40), Softplus(-9)], arrays["layer.sigma"].AsSingles());
        Assert.Equal([0.25f, -0.25f], arrays["layer.bias.mu"].AsSingles());
        Assert.Equal([MathF.Exp(-1), MathF.Exp(-2)], arrays["layer.bias.sigma"].AsSingles());

        static float Softplus(double x) => (float)(x > 30 ? x : Math.Log(1 + Math.Exp(x)));
    }

    [Fact]
    public void What_is_drawn_once_for_two_layers_is_refused()
    {
        OnnxModel model = Drawn();
        model.Proto.Graph.Output.Clear();
        model.Node("Gemm", ["y", "w"], "again").Output("again");
        using var scratch = new Scratch();

        Assert.Contains("is drawn once and taken more than once",
            Assert.Single(new NetworkImport { Model = scratch.Write("m.onnx", model.Bytes), Name = "m" }.Check().Faults),
                StringComparison.Ordinal);
    }

    [Fact]
    public void Deviations_of_a_graph_that_draws_are_not_given_twice()
    {
        using var scratch = new Scratch();
        var import = new NetworkImport { Model = scratch.Write("m.onnx", Drawn().Bytes), Name = "m", SigmaScale = 0.1 };

        Assert.Contains(import.Check().Faults, fault => fault.Contains("leave out --sigma", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("w", "has no tensor of that name")]
    [InlineData(null, "are not negative")]
    public void Deviations_that_are_none_are_refused(string? missing, string message)
    {
        using var scratch = new Scratch();
        OnnxModel sigmas = Scaled();
        if (missing is not null)
        {
            sigmas.Proto.Graph.Initializer.Single(tensor => tensor.Name == missing).Name = "other";
        }

        var import = new NetworkImport
        {
            Model = scratch.Write("m.onnx", Scaled().Bytes),
            Name = "m",
            Sigma = scratch.Write("s.onnx", sigmas.Bytes)
        };

        Assert.Contains(message, Assert.Throws<InputException>(() => import.Write(scratch["net"])).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch["net"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(scratch.Folder).Length);
    }

    // Flattened, transposed weights, normalised, clipped to a bound, dropped out, added to, and a probability at the end.
    private static OnnxModel Mixed() => new OnnxModel()
        .Input("x", -1, 2, 3, 4)
        .Node("Flatten", ["x"], "f")
        .Weights("fc1.weight", [9, 24], Random(216, 11)).Weights("fc1.bias", [9], Random(9, 12, 0.3, 0.2))
        .Node("Gemm", ["f", "fc1.weight", "fc1.bias"], "z1", ("transB", 1))
        .Weights("lo", [], [0]).Weights("hi", [], [1])
        .Node("Clip", ["z1", "lo", "hi"], "h1")
        .Weights("fc2.weight", [7, 9], Random(63, 13))
        .Node("Transpose", ["fc2.weight"], "w2", ("perm", new long[] { 1, 0 }))
        .Node("MatMul", ["h1", "w2"], "z2")
        .Node("Constant", [], "b2", ("value", Single("", [1, 7], Random(7, 14, 0.3, 0.3))))
        .Node("Add", ["z2", "b2"], "h2a").Node("Identity", ["h2a"], "h2")
        .Weights("g", [7], Random(7, 15, 1)).Weights("h", [7], Random(7, 16)).Weights("m", [7], Random(7, 17)).Weights("v", [7],
            Random(7, 18, 0.2, 0.5))
        .Node("BatchNormalization", ["h2", "g", "h", "m", "v"], "n2a").Node("Clip", ["n2a", "lo", "hi"], "n2b").Node("Dropout", ["n2b"],
            "n2")
        .Integers("shape", 0, -1)
        .Node("Reshape", ["n2", "shape"], "r")
        .Weights("fc3.weight", [7, 4], Random(28, 19)).Weights("fc3.bias", [4], Random(4, 20))
        .Node("Gemm", ["r", "fc3.weight", "fc3.bias"], "y")
        .Output("y");

    // As PyTorch exports w = mu + log(1 + exp(rho)) * randn_like(mu), and a bias whose deviation is exp(s).
    private static OnnxModel Drawn() => new OnnxModel().Input("x", 1, 2)
        .Weights("mu", [2, 2], [1, -2, 3, 0.5f]).Weights("rho", [2, 2], [-1, 0, 40, -9])
        .Weights("bmu", [2], [0.25f, -0.25f]).Weights("bs", [2], [-1, -2]).Weights("one", [], [1])
        .Node("Exp", ["rho"], "e").Node("Add", ["e", "one"], "e1").Node("Log", ["e1"], "sigma")
        .Node("RandomNormalLike", ["mu"], "eps").Node("Mul", ["sigma", "eps"], "d").Node("Add", ["mu", "d"], "w")
        .Node("Exp", ["bs"], "bsigma").Node("RandomNormalLike", ["bmu"], "beps").Node("Mul", ["beps", "bsigma"], "bd").Node("Add",
            ["bd", "bmu"], "b")
        .Node("Gemm", ["x", "w", "b"], "y", ("transB", 1)).Output("y");

    private static OnnxModel Scaled() => new OnnxModel()
        .Input("x", 1, 2).Weights("w", [2, 2], [1, 4, 4, 8]).Weights("b", [2], [-1, 1])
        .Node("Gemm", ["x", "w", "b"], "z", ("transB", 1), ("alpha", 0.5f)).Weights("g", [2], [-2, 3]).Weights("h", [2],
            [0, 0]).Weights("m", [2], [0, 0]).Weights("v", [2], [1, 1])
        .Node("BatchNormalization", ["z", "g", "h", "m", "v"], "y", ("epsilon", 0f)).Output("y");

    private static void Import(Scratch scratch, OnnxModel model, out NumpyArchive arrays, string? sigma = null, double? scale = null)
    {
        model.Proto.Graph.Node.Single(node => node.OpType == "Gemm").Name = "layer";
        new NetworkImport
        {
            Model = scratch.Write("m.onnx", model.Bytes),
            Name = "m",
            Sigma = sigma,
            SigmaScale = scale
        }.Write(scratch["net"]);
        arrays = NumpyArchive.Read(Path.Combine(scratch["net"], "weights.npz"));
    }
}
