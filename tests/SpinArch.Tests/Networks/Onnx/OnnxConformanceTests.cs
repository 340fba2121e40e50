using System.Runtime.InteropServices;
using global::Onnx;
using SpinArch.Files;
using SpinArch.Networks.Importing;
using SpinArch.Tests.CommandLine;
using static SpinArch.Tests.Networks.Onnx.OnnxModel;

namespace SpinArch.Tests.Networks.Onnx;

/// <summary>
/// The conformance models of ONNX (Debian's libonnx-testdata), each with an input and the output that the format prescribes: imported, and
/// evaluated by <see cref="FolderReference"/>. What they leave to be given as an input, weights say, becomes a constant of the model.
/// </summary>
public sealed class OnnxConformanceTests
{
    private const int CapOutputs = 16;
    private const string Root = "/usr/share/libonnx-testdata/data";

    public static TheoryData<string> Read =>
    [
        "node/test_basic_conv_with_padding", "node/test_basic_conv_without_padding", "node/test_conv_with_autopad_same",
        "node/test_conv_with_strides_and_asymmetric_padding", "node/test_conv_with_strides_no_padding",
            "node/test_conv_with_strides_padding",
        "node/test_gemm_alpha", "node/test_gemm_default_no_bias",
        "node/test_gemm_default_single_elem_vector_bias", "node/test_gemm_default_vector_bias", "node/test_gemm_default_zero_bias",
        "node/test_gemm_default_scalar_bias", "node/test_gemm_transposeB", "node/test_matmul_2d",
        "node/test_batchnorm_epsilon", "node/test_batchnorm_example", "node/test_relu", "node/test_sign", "node/test_clip_default_min",
            "node/test_clip_default_inbounds", "node/test_identity", "node/test_dropout_default", "node/test_dropout_default_ratio",
            "node/test_dropout_default_old",
        "node/test_maxpool_2d_default", "node/test_maxpool_2d_pads", "node/test_maxpool_2d_precomputed_pads", "node/test_maxpool_2d_ceil",
        "node/test_maxpool_2d_precomputed_same_upper", "node/test_maxpool_2d_precomputed_strides", "node/test_maxpool_2d_same_lower",
        "node/test_maxpool_2d_same_upper", "node/test_maxpool_2d_strides", "node/test_maxpool_1d_default",
        "node/test_averagepool_1d_default", "node/test_averagepool_2d_default", "node/test_averagepool_2d_pads",
        "node/test_averagepool_2d_pads_count_include_pad", "node/test_averagepool_2d_precomputed_pads",
        "node/test_averagepool_2d_precomputed_pads_count_include_pad", "node/test_averagepool_2d_precomputed_same_upper",
        "node/test_averagepool_2d_precomputed_strides", "node/test_averagepool_2d_same_lower", "node/test_averagepool_2d_same_upper",
        "node/test_averagepool_2d_strides", "node/test_globalaveragepool", "node/test_globalaveragepool_precomputed",
            "node/test_globalmaxpool",
        "node/test_globalmaxpool_precomputed", "node/test_flatten_axis1", "node/test_flatten_default_axis",
            "node/test_flatten_negative_axis3",
        "pytorch-converted/test_AvgPool1d", "pytorch-converted/test_AvgPool1d_stride", "pytorch-converted/test_AvgPool2d",
        "pytorch-converted/test_AvgPool2d_stride", "pytorch-converted/test_BatchNorm2d_eval",
            "pytorch-converted/test_BatchNorm2d_momentum_eval",
        "pytorch-converted/test_BatchNorm1d_3d_input_eval", "pytorch-converted/test_Conv1d", "pytorch-converted/test_Conv1d_dilated",
        "pytorch-converted/test_Conv1d_groups", "pytorch-converted/test_Conv1d_pad1", "pytorch-converted/test_Conv1d_pad1size1",
        "pytorch-converted/test_Conv1d_pad2", "pytorch-converted/test_Conv1d_pad2size1", "pytorch-converted/test_Conv1d_stride",
        "pytorch-converted/test_Conv2d", "pytorch-converted/test_Conv2d_depthwise", "pytorch-converted/test_Conv2d_depthwise_padded",
        "pytorch-converted/test_Conv2d_depthwise_strided", "pytorch-converted/test_Conv2d_depthwise_with_multiplier",
        "pytorch-converted/test_Conv2d_dilated", "pytorch-converted/test_Conv2d_groups", "pytorch-converted/test_Conv2d_groups_thnn",
        "pytorch-converted/test_Conv2d_no_bias", "pytorch-converted/test_Conv2d_padding", "pytorch-converted/test_Conv2d_strided",
        "pytorch-converted/test_Linear", "pytorch-converted/test_Linear_no_bias", "pytorch-converted/test_MaxPool1d",
        "pytorch-converted/test_MaxPool1d_stride", "pytorch-converted/test_MaxPool2d", "pytorch-converted/test_ReLU",
    ];

    public static TheoryData<string, string> Refused => new()
    {
        { "node/test_gemm_transposeA", "has transA = 1" },
        { "node/test_gemm_default_matrix_bias", "a number an output is needed" },
        { "node/test_maxpool_2d_dilations", "has dilations" },
        { "node/test_maxpool_with_argmax_2d_precomputed_pads", "the places of its maxima" },
        { "node/test_maxpool_3d_default", "maps have channels, rows and columns" },
        { "node/test_batchnorm_example_training_mode", "is in training mode" },
        { "node/test_training_dropout_default", "is in training mode" },
        { "node/test_clip_example", "clips to [-1, 1]" },
        { "node/test_clip_default_max", "clips to [-Infinity, 0]" },
        { "node/test_flatten_axis2", "flattened is all but the batch" },
        { "node/test_convtranspose", "maps that grow have no replacement" },
        { "node/test_qlinearconv", "export the model in real numbers" },
        { "node/test_lstm_defaults", "without states and branches" },
        { "node/test_leakyrelu", "train with one of them in its place" },
        { "node/test_instancenorm_example", "BatchNormalization can replace it" },
        { "node/test_reduce_mean_keepdims_example", "GlobalAveragePool can replace" },
        { "pytorch-converted/test_Conv3d", "maps have one or two axes besides channels" },
        { "pytorch-converted/test_ConvTranspose2d", "maps that grow have no replacement" },
        { "pytorch-converted/test_PixelShuffle", "transposed at the end" },
    };

    [Theory]
    [MemberData(nameof(Read))]
    public void A_model_that_is_read_means_what_it_should(string name)
    {
        using var scratch = new Scratch();
        string folder = Folder(name);
        (OnnxModel model, TensorProto input) = Adapted(folder);
        TensorProto output = TensorProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "test_data_set_0/output_0.pb")));
        int batch = (int)input.Dims[0];
        double[][] expected = [.. Values(output).Chunk(Values(output).Length / batch)];
        float[] cap = Capped(model, expected[0].Length);
        new NetworkImport { Model = scratch.Write("m.onnx", model.Bytes), Name = "m" }.Write(scratch["net"]);
        var network = new FolderReference(scratch["net"]);
        if (model.Proto.Graph.Node.Any(node => node.OpType == "Sign"))
        {
            // The one difference that the page names: +1 of exactly 0.
            expected[0] = [.. expected[0].Select(value => value == 0 ? 1 : value)];
        }

        double[][] inputs = [.. Values(input).Chunk(Values(input).Length / batch)];

        for (int item = 0; item < batch; item++)
        {
            double[] actual = network.Evaluate(inputs[item]);
            double tolerance = 1e-5 * Math.Max(1, expected[item].Sum(Math.Abs));
            Assert.All(Seen(expected[item], cap).Zip(actual, (one, two) => (one, two)),
                pair => Assert.Equal(pair.one, pair.two, tolerance));
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_model_that_is_not_read_is_refused_in_a_line(string name, string named)
    {
        using var scratch = new Scratch();
        (OnnxModel model, _) = Adapted(Folder(name));
        ImportOutcome outcome = new NetworkImport { Model = scratch.Write("m.onnx", model.Bytes), Name = "m" }.Check();

        Assert.Contains(outcome.Faults, fault => fault.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_conformance_model_is_read_or_refused_in_lines()
    {
        Assert.SkipUnless(Directory.Exists(Root), $"{Root} is missing: install Debian's libonnx-testdata");
        string[] models = [.. Directory.EnumerateFiles(Root, "model.onnx", SearchOption.AllDirectories)];
        Assert.True(models.Length > 1000, $"{models.Length} models");
        foreach (string model in models)
        {
            ImportOutcome outcome;
            try
            {
                outcome = new NetworkImport { Model = model, Name = "m" }.Check();
            }
            catch (InputException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                continue;
            }

            Assert.All(outcome.Faults, fault => Assert.DoesNotContain(fault, character => char.IsControl(character)));
        }
    }

    private static string Folder(string name)
    {
        Assert.SkipUnless(Directory.Exists(Root), $"{Root} is missing: install Debian's libonnx-testdata");
        string folder = Path.Combine(Root, name);
        Assert.True(Directory.Exists(folder), folder);
        return folder;
    }

    // All inputs but the first become constants; before what needs weights to be folded into stands a convolution that changes nothing.
    private static (OnnxModel Model, TensorProto Input) Adapted(string folder)
    {
        var model = new OnnxModel(ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx"))));
        GraphProto graph = model.Proto.Graph;
        string[] constants = [.. graph.Initializer.Select(tensor => tensor.Name)];
        ValueInfoProto[] inputs = [.. graph.Input.Where(input => !constants.Contains(input.Name))];
        TensorProto[] given = [.. inputs.Select((_,
            at) => TensorProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, $"test_data_set_0/input_{at}.pb"))))];
        for (int at = 1; at < inputs.Length; at++)
        {
            given[at].Name = inputs[at].Name;
            graph.Initializer.Add(given[at]);
        }

        string type = graph.Node[0].OpType;
        if (type is "Relu" or "Sign" or "Clip" or "BatchNormalization" or "Dropout" or "Identity" or "Flatten")
        {
            int channels = (int)given[0].Dims[Math.Min(1, given[0].Dims.Count - 1)];
            string name = inputs[0].Name;
            bool isMap = given[0].Dims.Count > 2;
            foreach (NodeProto node in graph.Node)
            {
                for (int at = 0; at < node.Input.Count; at++)
                {
                    node.Input[at] = node.Input[at] == name ? "same" : node.Input[at];
                }
            }

            if (!isMap)
            {
                // A row, with a batch of one where the model has none.
                if (given[0].Dims.Count == 1)
                {
                    given[0].Dims.Insert(0, 1);
                    inputs[0].Type.TensorType.Shape.Dim.Insert(0, new TensorShapeProto.Types.Dimension { DimValue = 1 });
                }

                float[] same = new float[channels * channels];
                for (int channel = 0; channel < channels; channel++)
                {
                    same[(channel * channels) + channel] = 1;
                }

                model.Weights("ones", [channels, channels], same).Node("MatMul", [name, "ones"], "same");
            }
            else
            {
                while (given[0].Dims.Count > 4)
                {
                    given[0].Dims[3] *= given[0].Dims[4];
                    given[0].Dims.RemoveAt(4);
                    inputs[0].Type.TensorType.Shape.Dim[3].DimValue *= inputs[0].Type.TensorType.Shape.Dim[4].DimValue;
                    inputs[0].Type.TensorType.Shape.Dim.RemoveAt(4);
                }

                long[] ones = [.. Enumerable.Repeat(1L, given[0].Dims.Count - 2)];
                float[] weights = [.. Enumerable.Repeat(1f, channels)];
                model.Weights("ones", [channels, 1, .. ones], weights).Node("Conv", [name, "ones"], "same", ("group", channels));
            }

            NodeProto first = graph.Node[^1];
            graph.Node.RemoveAt(graph.Node.Count - 1);
            graph.Node.Insert(0, first);
        }

        return (model, given[0]);
    }

    // Networks end in a dense layer: one of random weights, which sees every value of what is meant, and few outputs.
    private static float[] Capped(OnnxModel model, int values)
    {
        GraphProto graph = model.Proto.Graph;
        string last = graph.Output[0].Name;
        graph.Output.Clear();
        float[] weights = Random(values * CapOutputs, 5, 1);
        model.Node("Flatten", [last], "capRow").Weights("cap", [values, CapOutputs], weights).Node("MatMul", ["capRow", "cap"],
            "capOut").Output("capOut");
        return weights;
    }

    private static double[] Seen(double[] values, float[] weights) =>
        [.. Enumerable.Range(0, CapOutputs).Select(output => values.Select((value,
            at) => value * weights[(at * CapOutputs) + output]).Sum())];

    private static double[] Values(TensorProto tensor) => tensor.HasRawData
        ? [.. MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray().Select(value => (double)value)]
        : [.. tensor.FloatData.Select(value => (double)value)];
}
