using System.Runtime.InteropServices;
using global::Onnx;
using Google.Protobuf;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Networks.Importing;
using SpinArch.Tests.CommandLine;
using static SpinArch.Tests.Networks.Onnx.OnnxModel;
using DataType = global::Onnx.TensorProto.Types.DataType;
using Location = global::Onnx.TensorProto.Types.DataLocation;

namespace SpinArch.Tests.Networks.Onnx;

/// <summary>However a file keeps its numbers they are read; whatever a broken or hostile one says, the answer is one line.</summary>
public sealed class OnnxFileTests : IDisposable
{
    private static readonly float[] Weights = [0.5f, -1.25f, 3, 0.0625f, 2, -8];

    private readonly Scratch _scratch = new();

    public static TheoryData<string> Kinds => ["raw", "list", "half", "half list", "bfloat16", "double", "double list", "external"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Numbers_are_read_from_wherever_they_are_kept(string kind)
    {
        // All of them are numbers of 16 bits too.
        NumpyArchive arrays = Import(Stored(kind));

        Assert.Equal(Weights, arrays["n_y.mu"].AsSingles());
        Assert.Equal([3, 2], arrays["n_y.mu"].Shape);
    }

    [Theory]
    [InlineData("../w.bin")]
    [InlineData("sub/../../w.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("link.bin")]
    public void External_data_outside_the_models_folder_is_not_read(string location)
    {
        _scratch.Write("w.bin", Bytes());
        Directory.CreateDirectory(_scratch["models"]);
        if (location == "link.bin")
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only administrators make links.");
            File.CreateSymbolicLink(_scratch["models/link.bin"], _scratch["w.bin"]);
        }

        TensorProto tensor = External(location);
        string message = Refusal(_scratch.Write("models/m.onnx", Model(tensor).Bytes));

        Assert.Contains("only files in the model's own folder are read", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("offset", "8", "which has 24")]
    [InlineData("offset", "99999999999999999999", "with the offset")]
    [InlineData("length", "23", "is said to have 23")]
    [InlineData("location", "gone.bin", "cannot be read")]
    public void External_data_that_is_not_there_is_told(string key, string value, string named)
    {
        _scratch.Write("w.bin", Bytes());
        TensorProto tensor = External("w.bin");
        tensor.ExternalData.Insert(0, new StringStringEntryProto { Key = key, Value = value });

        Assert.Contains(named, Refusal(_scratch.Write("m.onnx", Model(tensor).Bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_are_bounded_before_memory_is_taken()
    {
        TensorProto huge = Single("w", [2, 3], Weights);
        huge.Dims[0] = 1L << 40;
        TensorProto overflow = Single("w", [2, 3], Weights);
        overflow.Dims[0] = long.MaxValue;
        overflow.Dims[1] = 3;
        TensorProto list = new() { Name = "w", DataType = (int)DataType.Float };
        list.Dims.Add([1 << 14, 1 << 14]);

        Assert.Contains("too many elements", Refusal(_scratch.Write("a.onnx", Model(huge).Bytes)), StringComparison.Ordinal);
        Assert.Contains("too many elements", Refusal(_scratch.Write("b.onnx", Model(overflow).Bytes)), StringComparison.Ordinal);
        Assert.Contains("of which 0 are there", Refusal(_scratch.Write("c.onnx", Model(list).Bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_another_kind_are_no_models()
    {
        Assert.Contains("is no ONNX file", Refusal(_scratch.Write("text.onnx", "once upon a time there was a network")),
            StringComparison.Ordinal);
        Assert.Contains("holds no graph", Refusal(_scratch.Write("empty.onnx", "")), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Refusal(_scratch["none.onnx"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_changed_anywhere_is_read_or_refused_in_one_line()
    {
        byte[] good = Small().Bytes;
        var random = new Random(20261128);
        int refused = 0;
        int read = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            byte[] bytes = (byte[])good.Clone();
            switch (trial % 4)
            {
                case 0:
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes = bytes[..random.Next(bytes.Length)];
                    break;
                default:
                    int from = random.Next(bytes.Length);
                    int length = random.Next(bytes.Length - from);
                    bytes = [.. bytes[..random.Next(bytes.Length)], .. bytes.AsSpan(from, length), .. bytes[random.Next(bytes.Length)..]];
                    break;
            }

            string path = _scratch.Write("changed.onnx", bytes);
            try
            {
                ImportOutcome outcome = new NetworkImport { Model = path, Name = "m" }.Check();
                Assert.All(outcome.Faults, AssertLine);
                refused += outcome.Faults.IsEmpty ? 0 : 1;
                read += outcome.Faults.IsEmpty ? 1 : 0;
            }
            catch (InputException error)
            {
                AssertLine(error.Message);
                refused++;
            }
        }

        // The changes reach both ends: some are in weights or names, which matter to nobody, most are not.
        Assert.True(refused > 500 && read > 100, $"{refused} refused, {read} read");
    }

    public void Dispose() => _scratch.Dispose();

    private static void AssertLine(string line)
    {
        Assert.DoesNotContain(line, character => char.IsControl(character));
        Assert.InRange(line.Length, 1, 1500);
    }

    private static string Refusal(string path)
    {
        var import = new NetworkImport { Model = path, Name = "m" };
        string message = "";
        try
        {
            message = Assert.Single(import.Check().Faults);
        }
        catch (InputException error)
        {
            message = error.Message;
        }

        AssertLine(message);
        return message;
    }

    private NumpyArchive Import(TensorProto tensor)
    {
        new NetworkImport { Model = _scratch.Write("m.onnx", Model(tensor).Bytes), Name = "m" }.Write(_scratch["net"]);
        return NumpyArchive.Read(_scratch["net/weights.npz"]);
    }

    private TensorProto Stored(string kind)
    {
        TensorProto tensor = Single("w", [3, 2], Weights);
        switch (kind)
        {
            case "list":
                tensor.ClearRawData();
                tensor.FloatData.Add(Weights);
                break;
            case "half":
                tensor.DataType = (int)DataType.Float16;
                tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<Half>(Array.ConvertAll(Weights, value => (Half)value)));
                break;
            case "half list":
                tensor.DataType = (int)DataType.Float16;
                tensor.ClearRawData();
                tensor.Int32Data.Add(Weights.Select(value => (int)BitConverter.HalfToUInt16Bits((Half)value)));
                break;
            case "bfloat16":
                tensor.DataType = (int)DataType.Bfloat16;
                tensor.RawData = ByteString.CopyFrom(
                    MemoryMarshal.AsBytes<ushort>(Array.ConvertAll(Weights,
                        value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))));
                break;
            case "double":
                tensor.DataType = (int)DataType.Double;
                tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<double>(Array.ConvertAll(Weights, value => (double)value)));
                break;
            case "double list":
                tensor.DataType = (int)DataType.Double;
                tensor.ClearRawData();
                tensor.DoubleData.Add(Weights.Select(value => (double)value));
                break;
            case "external":
                _scratch.Write("w.bin", [1, 2, 3, 4, .. Bytes()]);
                tensor = External("w.bin");
                tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = "4" });
                break;
        }

        return tensor;
    }

    private static byte[] Bytes() => MemoryMarshal.AsBytes<float>(Weights).ToArray();

    private static TensorProto External(string location)
    {
        TensorProto tensor = Single("w", [3, 2], Weights);
        tensor.ClearRawData();
        tensor.DataLocation = Location.External;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        return tensor;
    }

    private static OnnxModel Model(TensorProto weights) => new OnnxModel()
        .Input("x", 1, 2).Initializer(weights).Node("Gemm", ["x", "w"], "y", ("transB", 1)).Output("y");

    private static OnnxModel Small() => new OnnxModel()
        .Input("x", -1, 1, 2, 2).Weights("c.weight", [2, 1, 2, 2], Random(8, 1)).Weights("c.bias", [2], Random(2, 2))
        .Node("Conv", ["x", "c.weight", "c.bias"], "c", ("kernel_shape", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 0, 0 }))
        .Node("Relu", ["c"], "r").Node("MaxPool", ["r"], "p", ("kernel_shape", new long[] { 2, 2 })).Node("Flatten", ["p"], "f")
        .Weights("d.weight", [3, 2], Random(6, 3)).Node("Gemm", ["f", "d.weight"], "g", ("transB", 1)).Node("Softmax", ["g"],
            "y").Output("y");
}
