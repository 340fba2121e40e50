using global::Onnx;
using SpinArch.Networks.Importing;
using SpinArch.Tests.CommandLine;
using static SpinArch.Tests.Networks.Onnx.OnnxModel;

namespace SpinArch.Tests.Networks.Onnx;

/// <summary>Networks of maps from ONNX: what their folders mean is what ONNX Runtime computes.</summary>
public sealed class OnnxMapTests
{
    public static TheoryData<string> Names => ["lenet", "residual", "branches", "strides", "channels last", "old export", "bounds"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folder_means_what_the_runtime_computes(string name) => AssertMeans(Model(name), Shape(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_inferred_without_effects_is_what_the_runtime_computes(string name) =>
        OnnxOracle.AssertSame(Model(name).Bytes, Shape(name), tolerance: 1e-4, images: 4);

    [Fact]
    public void Every_layer_of_a_residual_network_by_itself()
    {
        foreach (string tensor in (string[])["c1", "r1", "p1", "c2", "b2", "s", "r2", "g"])
        {
            OnnxModel model = Model("residual");
            model.Proto.Graph.Output.Clear();
            long values = Shapes()[tensor];
            AssertMeans(
                model.Node("Flatten", [tensor], "cut").Weights("cut.weight", [values, 8], Random((int)values * 8, 99))
                    .Node("MatMul", ["cut", "cut.weight"], "end").Output("end"),
                [2, 9, 9]);
        }
    }

    [Fact]
    public void Random_graphs_mean_what_the_runtime_computes()
    {
        for (int seed = 1; seed <= 25; seed++)
        {
            var random = new Random(seed);
            var model = new OnnxModel();
            int channels = random.Next(1, 4);
            int size = random.Next(6, 12);
            model.Input("x", 1, channels, size, size);
            string at = "x";
            (int from, int height, int width) = (channels, size, size);
            for (int layer = 0; layer < random.Next(1, 5); layer++)
            {
                string next = $"t{layer}";
                int kernel = random.Next(1, Math.Min(4, Math.Min(height, width) + 1));
                int stride = random.Next(1, 3);
                long[] pads = [.. Enumerable.Range(0, 4).Select(_ => (long)random.Next(0, kernel))];
                if (random.Next(3) > 0)
                {
                    int groups = random.Next(2) == 0 ? 1 : from;
                    int outputs = groups * random.Next(1, 4);
                    model.Weights($"w{layer}.weight", [outputs, from / groups, kernel, kernel],
                        Random(outputs * from / groups * kernel * kernel, seed + layer))
                        .Weights($"w{layer}.bias", [outputs], Random(outputs, seed + layer + 50, 0.3, 0.4))
                        .Node("Conv", [at, $"w{layer}.weight", $"w{layer}.bias"], next + "c", ("pads", pads),
                            ("strides", new long[] { stride, stride }), ("group", groups))
                        .Node(random.Next(2) == 0 ? "Relu" : "Identity", [next + "c"], next);
                    from = outputs;
                }
                else
                {
                    (string Name, object Value)[] attributes =
                        [("kernel_shape", new long[] { kernel, kernel }), ("pads", pads), ("strides", new long[] { stride, stride })];
                    bool isMaximum = random.Next(2) == 0;
                    model.Node(isMaximum ? "MaxPool" : "AveragePool", [at], next, isMaximum ? attributes
                        : [.. attributes, ("count_include_pad", random.Next(2))]);
                }

                height = ((height + (int)(pads[0] + pads[2]) - kernel) / stride) + 1;
                width = ((width + (int)(pads[1] + pads[3]) - kernel) / stride) + 1;
                at = next;
            }

            int values = from * height * width;
            AssertMeans(
                model.Node("Flatten", [at], "f").Weights("o.weight", [4, values], Random(values * 4, seed)).Node("Gemm", ["f", "o.weight"],
                    "y", ("transB", 1)).Output("y"),
                [channels, size, size], images: 2);
        }
    }

    [Fact]
    public void An_activation_that_nothing_can_carry_is_refused()
    {
        // The sum of c1 is wanted before its ReLU as well.
        OnnxModel model = Image().Node("Conv", ["x", "c1.weight"], "c1").Node("Relu", ["c1"], "r1").Node("Add", ["c1", "r1"],
            "s").Output("s");

        Assert.Contains("its result is wanted without one as well", Fault(model), StringComparison.Ordinal);
    }

    [Fact]
    public void A_normalisation_that_cannot_be_folded_is_refused()
    {
        OnnxModel model = Image().Node("Conv", ["x", "c1.weight"], "c1").Node("Relu", ["c1"], "r1");

        Assert.Contains("no weights to fold it into", Fault(Normalised(model, "r1", "y", 4).Output("y")), StringComparison.Ordinal);
    }

    private static OnnxModel Model(string name) => name switch
    {
        "lenet" => new OnnxModel().Input("x", -1, 1, 12, 12)
            .Weights("conv1.weight", [3, 1, 5, 5], Random(75, 1)).Weights("conv1.bias", [3], Random(3, 2))
            .Node("Conv", ["x", "conv1.weight", "conv1.bias"], "c1", ("kernel_shape", new long[] { 5, 5 }))
            .Node("MaxPool", ["c1"], "p1", ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }))
            .Node("Relu", ["p1"], "r1") // after the pool, as many write it
            .Weights("conv2.weight", [4, 3, 3, 3], Random(108, 3))
            .Node("Conv", ["r1", "conv2.weight"], "c2", ("auto_pad", "SAME_UPPER")).Node("Relu", ["c2"], "r2")
            .Node("AveragePool", ["r2"], "p2", ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }))
            .Node("Flatten", ["p2"], "f")
            .Weights("fc.weight", [5, 16], Random(80, 4)).Weights("fc.bias", [5], Random(5, 5))
            .Node("Gemm", ["f", "fc.weight", "fc.bias"], "g", ("transB", 1)).Output("g"),
        "residual" => Residual(),
        "branches" => Image()
            .Node("Conv", ["x", "c1.weight"], "a", ("pads", new long[] { 1, 1, 1, 1 }))
            .Node("Conv", ["x", "c2.weight"], "b")
            .Node("Concat", ["a", "b"], "j", ("axis", -3)).Node("Relu", ["j"], "r")
            .Node("GlobalMaxPool", ["r"], "m").Node("GlobalAveragePool", ["r"], "v").Node("Concat", ["m", "v"], "s", ("axis", 1))
            .Node("Squeeze", ["s", "axes"], "q").Integers("axes", 2, 3)
            .Weights("o", [12, 3], Random(36, 6)).Node("MatMul", ["q", "o"], "y").Output("y"),
        "strides" => Image()
            .Node("Conv", ["x", "c1.weight"], "a", ("strides", new long[] { 2, 1 }), ("dilations", new long[] { 1, 2 }),
                ("pads", new long[] { 0, 2, 1, 0 }))
            .Node("MaxPool", ["a"], "p", ("kernel_shape", new long[] { 3, 2 }), ("strides", new long[] { 2, 3 }), ("ceil_mode", 1))
            .Node("Flatten", ["p"], "f").Weights("o", [24, 3], Random(72, 6)).Node("MatMul", ["f", "o"], "y").Output("y"),
        "channels last" => new OnnxModel().Input("x", -1, 6, 5, 1)
            .Node("Transpose", ["x"], "t", ("perm", new long[] { 0, 3, 1, 2 }))
            .Weights("k", [4, 1, 3, 3], Random(36, 7)).Node("Conv", ["t", "k"], "c", ("pads", new long[] { 1, 1, 1, 1 }))
            .Node("Transpose", ["c"], "u", ("perm", new long[] { 0, 2, 3, 1 })).Node("Clip", ["u", "zero", "six"], "r").Weights("zero", [],
                [0]).Weights("six", [], [0.25f])
            .Integers("s", -1, 120).Node("Reshape", ["r", "s"], "f")
            .Weights("o", [120, 3], Random(360, 8)).Node("MatMul", ["f", "o"], "y").Output("y"),
        "old export" => new OnnxModel(9).Input("x", -1, 2, 4, 4)
            .Weights("k", [3, 2, 2, 2], Random(24, 7)).Node("Conv", ["x", "k"], "c").Node("Clip", ["c"], "r", ("min", 0f), ("max", 0.5f))
            .Node("Shape", ["r"], "sh").Node("Constant", [], "zero", ("value", new TensorProto { DataType = 7, Int64Data = { 0 } }))
            .Node("Gather", ["sh", "zero"], "n", ("axis", 0)).Node("Unsqueeze", ["n"], "n1", ("axes", new long[] { 0 }))
            .Node("Constant", [], "rest", ("value", Whole("", -1))).Node("Concat", ["n1", "rest"], "sh2", ("axis", 0)).Node("Reshape",
                ["r", "sh2"], "f")
            .Weights("o", [27, 3], Random(81, 8)).Node("MatMul", ["f", "o"], "y").Output("y"),
        // Bounds of six, as small networks for telephones have them, before a pool, a sum and a convolution.
        "bounds" => Image().Weights("lo", [], [0]).Weights("hi", [], [0.6f])
            .Node("Conv", ["x", "c1.weight"], "a").Node("MaxPool", ["a"], "p", ("kernel_shape", new long[] { 2, 2 })).Node("Clip",
                ["p", "lo", "hi"], "r")
            .Weights("k", [4, 4, 3, 3], Random(144, 51)).Weights("kb", [4], Random(4, 52))
            .Node("Conv", ["r", "k", "kb"], "d", ("pads", new long[] { 1, 1, 1, 1 })).Node("Add", ["r", "d"], "s")
            .Weights("e", [3, 4, 1, 1], Random(12, 53, 1)).Node("Conv", ["s", "e"], "t").Node("Clip", ["t", "lo", "hi"], "u")
            .Node("GlobalAveragePool", ["u"], "g").Node("Flatten", ["g"], "f").Weights("o", [3, 3], Random(9, 54)).Node("MatMul",
                ["f", "o"], "y").Output("y"),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    private static int[] Shape(string name) => name switch
    {
        "lenet" => [1, 12, 12],
        "channels last" => [6, 5, 1],
        "old export" => [2, 4, 4],
        _ => [2, 9, 9],
    };

    // A block with a shortcut over a pool, as large residual networks begin.
    private static OnnxModel Residual()
    {
        OnnxModel model = Image().Node("Conv", ["x", "c1.weight"], "c1", ("pads", new long[] { 1, 1, 1, 1 }),
            ("strides", new long[] { 2, 2 }));
        Normalised(model, "c1", "b1", 4).Node("Relu", ["b1"], "r1")
            .Node("MaxPool", ["r1"], "p1", ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }),
                ("pads", new long[] { 1, 1, 0, 0 }))
            .Weights("k2", [4, 4, 3, 3], Random(144, 31)).Node("Conv", ["p1", "k2"], "c2", ("pads", new long[] { 1, 1, 1, 1 }));
        return Normalised(model, "c2", "b2", 4).Node("Add", ["b2", "p1"], "s").Node("Relu", ["s"], "r2").Node("GlobalAveragePool", ["r2"],
            "g")
            .Node("Flatten", ["g"], "f").Weights("o", [4, 3], Random(12, 33)).Node("MatMul", ["f", "o"], "y").Output("y");
    }

    private static Dictionary<string, long> Shapes() => new()
    {
        ["c1"] = 100,
        ["r1"] = 100,
        ["p1"] = 16,
        ["c2"] = 16,
        ["b2"] = 16,
        ["s"] = 16,
        ["r2"] = 16,
        ["g"] = 4,
    };

    private static OnnxModel Image() => new OnnxModel().Input("x", -1, 2, 9, 9)
        .Weights("c1.weight", [4, 2, 3, 3], Random(72, 21)).Weights("c2.weight", [2, 2, 1, 1], Random(4, 22));

    private static OnnxModel Normalised(OnnxModel model, string input, string output, int channels) => model
        .Weights(output + "g", [channels], Random(channels, 41, 1)).Weights(output + "h", [channels], Random(channels, 42))
        .Weights(output + "m", [channels], Random(channels, 43)).Weights(output + "v", [channels], Random(channels, 44, 0.2, 0.5))
        .Node("BatchNormalization", [input, output + "g", output + "h", output + "m", output + "v"], output);

    private static string Fault(OnnxModel model)
    {
        using var scratch = new Scratch();
        return Assert.Single(new NetworkImport { Model = scratch.Write("m.onnx", model.Bytes), Name = "m" }.Check().Faults);
    }

    private static void AssertMeans(OnnxModel model, int[] shape, int images = 4)
    {
        using var scratch = new Scratch();
        new NetworkImport { Model = scratch.Write("m.onnx", model.Bytes), Name = "m" }.Write(scratch["net"]);
        var network = new FolderReference(scratch["net"]);
        byte[][] data = OnnxOracle.Images(images, shape.Aggregate(1, (count, extent) => count * extent));
        float[][] expected = OnnxOracle.Runtime(model.Bytes, shape, data);
        Assert.Contains(expected.SelectMany(outputs => outputs), value => value != 0);
        for (int image = 0; image < images; image++)
        {
            double[] actual = network.Evaluate([.. data[image].Select(pixel => pixel / 255.0)]);
            Assert.Equal(expected[image].Length, actual.Length);
            Assert.All(expected[image].Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }
}
