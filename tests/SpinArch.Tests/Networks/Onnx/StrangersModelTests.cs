using System.Collections.Immutable;
using global::Onnx;
using Google.Protobuf;
using SpinArch.Files;
using SpinArch.Networks.Importing;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Networks.Onnx;

/// <summary>Networks of people who never heard of these chips: they come over whole, or are refused in lines that say what to do.</summary>
public sealed class StrangersModelTests
{
    [Fact]
    public void A_strangers_dense_network_means_what_the_runtime_computes()
    {
        using var scratch = new Scratch();
        string model = StrangersModel.WakeWord("timer_v0.1");
        new NetworkImport { Model = model, Name = "timer" }.Write(scratch["net"]);
        var network = new FolderReference(scratch["net"]);
        byte[][] images = OnnxOracle.Images(3, 34 * 96);
        float[][] expected = OnnxOracle.Runtime(File.ReadAllBytes(model), [34, 96], images);
        for (int image = 0; image < images.Length; image++)
        {
            // The model ends in a Softmax, which an import leaves out.
            double[] outputs = network.Evaluate([.. images[image].Select(pixel => pixel / 255.0)]);
            double[] shares = [.. outputs.Select(output => Math.Exp(output - outputs.Max()))];
            Assert.Equal(7, outputs.Length);
            Assert.All(expected[image].Zip(shares), pair => Assert.Equal(pair.First, pair.Second / shares.Sum(), 1e-5));
        }
    }

    [Fact]
    public void A_strangers_residual_network_comes_over_whole()
    {
        ImportOutcome outcome = new NetworkImport { Model = StrangersModel.ResNet18(), Name = "r" }.Check();

        Assert.Empty(outcome.Faults);
        Assert.Equal(22, outcome.Layers.Count(layer => layer.Kind == "conv2d"));
        Assert.Equal(9, outcome.Layers.Count(layer => layer is { Kind: "add", Activation: "relu" }));
        Assert.Equal(1, outcome.Layers.Count(layer => layer.Kind == "maxPool"));
        Assert.Equal(("globalAveragePool", "[512]"), (outcome.Layers[^1].Kind, outcome.Layers[^1].Shape));

        // Counted by hand; every convolution has biases, from the normalisation after it. At 512 channels the model has three blocks, one
        // more than the publication that it is named after.
        long weights = (64 * ((3 * 49) + 1)) + (4 * 64 * ((64 * 9) + 1));
        foreach (int channels in (int[])[128, 256, 512])
        {
            weights += channels * ((channels / 2 * 9) + 1);
            weights += channels * ((channels / 2) + 1);
            weights += (channels == 512 ? 5 : 3) * channels * ((channels * 9) + 1);
        }

        Assert.Equal(weights, outcome.Layers.Sum(layer => layer.Weights));
        Assert.Contains("Batch normalisations are folded", string.Join(' ', outcome.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void It_computes_of_small_pictures_what_the_runtime_computes()
    {
        // Pictures of 32 x 32 in place of 224 x 224: every layer with its weights at a fiftieth of the work. The last pool is over all that
        // is left.
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(StrangersModel.ResNet18()));
        NodeProto last = model.Graph.Node[^1];
        last.OpType = "GlobalAveragePool";
        last.Attribute.Clear();
        foreach (int axis in (int[])[2, 3])
        {
            model.Graph.Input.Single(input => input.Name == "Input247").Type.TensorType.Shape.Dim[axis].DimValue = 32;
        }

        model.Graph.ValueInfo.Clear();
        OnnxOracle.AssertSame(model.ToByteArray(), [3, 32, 32], tolerance: 1e-4, images: 1);
    }

    [Theory]
    [InlineData("silero_vad", "(If): is not among the operators that are read; networks here run straight through")]
    [InlineData("hey_rhasspy_v0.1", "(ReduceMean): is not among the operators that are read; GlobalAveragePool can replace a mean")]
    [InlineData("hey_jarvis_v0.1", "(If): is not among the operators")]
    [InlineData("hey_mycroft_v0.1", "(Sqrt): is not among the operators")]
    [InlineData("embedding_model", "(LeakyRelu): is not among the operators that are read; neurons here have Relu")]
    [InlineData("melspectrogram", "(Log): is not among the operators")]
    [InlineData("alexa_v0.1", "(Sigmoid): is not among the operators that are read; at the end it can be left out of the export")]
    public void Detectors_with_other_operators_are_refused(string name, string named) =>
        AssertRefused(StrangersModel.WakeWord(name), null, named);

    [Theory]
    [InlineData("ch_ppocr_mobile_v2.0_cls_infer", "3,48,192",
        "(HardSigmoid): is not among the operators that are read; neurons here have Relu")]
    [InlineData("ch_PP-OCRv4_det_infer", "3,64,64",
        "(ConvTranspose): is not among the operators that are read; maps that grow have no replacement")]
    [InlineData("ch_PP-OCRv4_rec_infer", "3,48,320", "(Sigmoid): is not among the operators that are read; neurons here have Relu")]
    [InlineData("ch_PP-OCRv4_det_infer", null, "which leaves extents open; say them by --input")]
    public void Readers_of_texts_are_refused(string name, string? input, string named) =>
        AssertRefused(StrangersModel.Ocr(name), input, named);

    private static void AssertRefused(string model, string? input, string named)
    {
        using var scratch = new Scratch();
        ImmutableArray<int>? shape = input is null ? null : [.. input.Split(',').Select(int.Parse)];
        ImportOutcome outcome = new NetworkImport { Model = model, Name = "m", Input = shape }.Check();

        Assert.Contains(outcome.Faults, fault => fault.Contains(named, StringComparison.Ordinal));
        Assert.All(outcome.Faults, fault => Assert.StartsWith(model, fault, StringComparison.Ordinal));
        Assert.All(outcome.Faults, fault => Assert.DoesNotContain(fault, character => char.IsControl(character)));
        Assert.Equal(outcome.Faults.Distinct(), outcome.Faults);
        var import = new NetworkImport { Model = model, Name = "m", Input = shape };
        Assert.DoesNotContain('\n', Assert.Throws<InputException>(() => import.Write(scratch["net"])).Message);
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Folder));
    }
}
