using System.Buffers.Binary;
using System.Text;

namespace SpinArch.Tests.CommandLine;

[Collection(ConsoleTests.Name)]
public sealed class RefusedFileTests : IDisposable
{
    private const string Layer = """{"name":"a","kind":"dense","outputs":3,"activation":"none"}""";

    private readonly Scratch scratch = new();

    /// <summary>Network files and what the message must name, besides the file.</summary>
    public static TheoryData<string, string> Networks => new()
    {
        { "", "1:1" },
        { "null", "object" },
        { "[]", "object" },
        { "{}", "name" },
        { "//comment\n{}", "name" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer}}]}x""", "JSON" },
        { new string('[', 10_000), "JSON" },
        { "\0\0\0", "JSON" },
        { $$"""{"input":[4],"layers":[{{Layer}}]}""", "name" },
        { $$"""{"name":"n","layers":[{{Layer}}]}""", "input" },
        { """{"name":"n","input":[4]}""", "layers" },
        { """{"name":"n","input":[4],"layers":[]}""", "layers" },
        { """{"name":"n","input":[4],"layers":{}}""", "layers" },
        { """{"name":"n","input":[4],"layers":[null]}""", "layers[0]" },
        { $$"""{"name":"n","input":[0],"layers":[{{Layer}}]}""", "input[0]" },
        { $$"""{"name":"n","input":[-1],"layers":[{{Layer}}]}""", "input[0]" },
        { $$"""{"name":"n","input":[1e300],"layers":[{{Layer}}]}""", "input[0]" },
        { $$"""{"name":"n","input":4,"layers":[{{Layer}}]}""", "input" },
        { $$"""{"name":"n","input":[],"layers":[{{Layer}}]}""", "input" },
        { $$"""{"name":"n","input":[60000,60000,60000],"layers":[{{Layer}}]}""", "1048576" },
        { $$"""{"name":"","input":[4],"layers":[{{Layer}}]}""", "name" },
        { $$"""{"name":"a\nb","input":[4],"layers":[{{Layer}}]}""", "name" },
        { $$"""{"name":"\ud800","input":[4],"layers":[{{Layer}}]}""", "Unicode" },
        { $$"""{"\ud800":1,"name":"n","input":[4],"layers":[{{Layer}}]}""", "Unicode" },
        { $$"""{"name":"n","name":"m","input":[4],"layers":[{{Layer}}]}""", "twice" },
        { $$"""{"name":"n","input":[4],"leyers":[{{Layer}}]}""", "did you mean 'layers'" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("outputs", "output")}}]}""", "did you mean 'outputs'" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("3", "0")}}]}""", "layers[0].outputs" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("3", "65536")}}]}""", "layers[0].outputs" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("3", "1.5")}}]}""", "layers[0].outputs" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("3", "\"3\"")}}]}""", "layers[0].outputs" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("dense", "conv")}}]}""", "layers[0].kind" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("none", "tanh")}}]}""", "layers[0].activation" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("3", "3,\"replicas\":0")}}]}""", "layers[0].replicas" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("3", "3,\"replicas\":1025")}}]}""", "allowed is a whole number from 1 to 1024" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("3", "3,\"replicas\":\"two\"")}}]}""", "layers[0].replicas" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("none", "sign")}}]}""", "layers[0].activation" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer.Replace("none", "saturatingLinear")}},{{Layer}}]}""", "layers[1].name" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer}}],"weights":"nosuch.npz"}""", "nosuch.npz" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer}}],"weights":"."}""", "weights" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer}}],"weights":5}""", "weights" },
        { $$"""{"name":"n","input":[4],"layers":[{{Layer}}],"weights":"network.json"}""", "npz" },
    };

    /// <summary>Architecture files and what the message must name, besides the file.</summary>
    public static TheoryData<string, string> Architectures => new()
    {
        { "", "1:1" },
        { "[]", "object" },
        { """{"crossbar":{"rowz":3}}""", "crossbar.rows" },
        { """{"crossbar":{"rows":-1}}""", "crossbar.rows" },
        { """{"crossbar":{"rows":1.5}}""", "crossbar.rows" },
        { """{"crossbar":{"rows":null}}""", "crossbar.rows" },
        { """{"crossbar":{"rows":[1]}}""", "crossbar.rows" },
        { """{"crossbar":{"rows":1,"rows":2}}""", "twice" },
        { """{"crossbar":{"columnReadUs":1}}""", "columnReadNs" },
        { """{"sampler":{"lanes":0}}""", "sampler.lanes" },
        { """{"link":{"flitBits":33}}""", "link.flitBits" },
        { """{"adc":{"lossless":"maybe"}}""", "adc.lossless" },
        { """{"technology":"nosuch"}""", "nosuch" },
        { """{"nosuch":{}}""", "nosuch" },
        { """{"crossbar":5}""", "crossbar" },
        { """{"\ud800":1}""", "UTF-8" },
    };

    /// <summary>Weights of a 2-to-2 layer 'a' (type, shape, values of mu and sigma) and what the message must name.</summary>
    public static TheoryData<string, int[], float[], float[], string> Weights => new()
    {
        { "<f4", [4], [0, 0, 0, 0], [0, 0, 0, 0], "shape" },
        { "<f4", [2, 2], [0, float.NaN, 0, 0], [0, 0, 0, 0], "NaN" },
        { "<f4", [2, 2], [0, float.PositiveInfinity, 0, 0], [0, 0, 0, 0], "Infinity" },
        { "<f4", [2, 2], [0, 0, 0, 0], [0, -1, 0, 0], "negative" },
        { "<f4", [2, 2], [0, 0, 0, 0], [0, 0, 0, float.NaN], "NaN" },
        { "<i4", [2, 2], [0, 0, 0, 0], [0, 0, 0, 0], "<i4" },
        { "<c8", [2, 1], [0, 0, 0, 0], [0, 0, 0, 0], "<c8" },
        { "<f4", [2, 3], [0, 0, 0, 0], [0, 0, 0, 0], "bytes" },
        { "<f4", [2_000_000_000, 2_000_000_000], [0, 0, 0, 0], [0, 0, 0, 0], "too many" },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_malformed_network_is_refused(string text, string named)
    {
        Invocation refused = Invocation.Of("run", scratch.Write("network.json", text));

        refused.AssertRefused(named);
    }

    [Fact]
    public void A_network_in_another_encoding_is_refused()
    {
        Invocation.Of("run", scratch.Write("utf16.json", Encoding.Unicode.GetBytes("{}"))).AssertRefused("utf16.json");
        Invocation.Of("run", scratch.Write("latin.json", [.. "{\"name\":\""u8, 0xff, .. "\",\"input\":[4],\"layers\":[]}"u8])).AssertRefused("latin.json");
        Invocation.Of("run", scratch.Write("large.json", new byte[2 << 20])).AssertRefused("large.json");
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_malformed_architecture_is_refused(string text, string named)
    {
        string file = scratch.Write("chip.json", text);

        Invocation.Of("config", "show", "--arch", file).AssertRefused(named);
        Invocation.Of("config", "show", "--config", file).AssertRefused(named);
    }

    [Theory]
    [MemberData(nameof(Weights))]
    public void Malformed_weights_are_refused(string type, int[] shape, float[] mu, float[] sigma, string named)
    {
        scratch.Write("w.npz", Scratch.Npz(("a.mu", type, shape, Scratch.Bytes(mu)), ("a.sigma", "<f4", [2, 2], Scratch.Bytes(sigma))));

        Invocation.Of("run", WeightedNetwork()).AssertRefused(named);
    }

    [Fact]
    public void An_archive_cut_anywhere_is_refused()
    {
        byte[] whole = GoodWeights();
        string network = WeightedNetwork();
        for (int length = 0; length < whole.Length; length += 23)
        {
            scratch.Write("w.npz", whole[..length]);
            Invocation.Of("run", network).AssertRefused("w.npz");
        }
    }

    [Fact]
    public void Missing_arrays_and_half_a_bias_are_named()
    {
        string network = WeightedNetwork();
        (string, string, int[], byte[]) mu = ("a.mu", "<f4", [2, 2], Scratch.Bytes(0, 0, 0, 0));
        (string, string, int[], byte[]) sigma = ("a.sigma", "<f4", [2, 2], Scratch.Bytes(0, 0, 0, 0));
        scratch.Write("w.npz", Scratch.Npz(sigma));
        Invocation.Of("run", network).AssertRefused("a.mu");
        scratch.Write("w.npz", Scratch.Npz(mu, sigma, ("a.bias.sigma", "<f4", [2], Scratch.Bytes(0, 0))));
        Invocation.Of("run", network).AssertRefused("a.bias.mu");
    }

    [Fact]
    public void Inputs_of_another_size_or_type_are_refused()
    {
        scratch.Write("w.npz", GoodWeights());
        string network = WeightedNetwork();
        Refuse(("images", "|u1", [1, 3], new byte[3]), "(n, 2)");
        Refuse(("images", "|u1", [0, 2], []), "(n, 2)");
        Refuse(("images", "|b1", [1, 2], new byte[2]), "|b1");
        Refuse(("images", "<f4", [1, 2], Scratch.Bytes(0, 1.5f)), "1.5");
        Refuse(("pictures", "|u1", [1, 2], new byte[2]), "images");

        void Refuse((string, string, int[], byte[]) array, string named) =>
            Invocation.Of("run", network, "--data", scratch.Write("x.npz", Scratch.Npz(array))).AssertRefused(named);
    }

    [Fact]
    public void Damaged_idx_files_are_refused()
    {
        byte[] images = Idx(0x803, 2, [28, 28], 2 * 784);
        byte[] labels = Idx(0x801, 2, [], 2);
        Refuse(images[..^1], labels, "images");
        Refuse([.. images, 0], labels, "images");
        Refuse(images[..10], labels, "images");
        Refuse([], labels, "images");
        Refuse(Idx(0x804, 2, [28, 28], 2 * 784), labels, "magic");
        Refuse(Idx(0x803, int.MaxValue, [28, 28], 784), labels, "images");
        Refuse(Idx(0x803, -1, [-1, -1], 784), labels, "images");
        Refuse(Idx(0x803, 0, [28, 28], 0), Idx(0x801, 0, [], 0), "images");
        Refuse(Idx(0x803, 2, [27, 28], 2 * 27 * 28), labels, "784");
        Refuse(images, Idx(0x801, 3, [], 3), "labels");
        Refuse(images, labels[..^1], "labels");
        Refuse(images, Idx(0x802, 2, [], 2), "magic");

        void Refuse(byte[] imageFile, byte[] labelFile, string named)
        {
            scratch.Write("idx/t10k-images-idx3-ubyte", imageFile);
            scratch.Write("idx/t10k-labels-idx1-ubyte", labelFile);
            Invocation.Of("run", "--data", scratch["idx"]).AssertRefused(named);
        }
    }

    public void Dispose() => scratch.Dispose();

    private static byte[] Idx(int magic, int count, int[] extents, int content)
    {
        int[] header = [magic, count, .. extents];
        byte[] bytes = new byte[(4 * header.Length) + content];
        for (int word = 0; word < header.Length; word++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * word), header[word]);
        }

        return bytes;
    }

    private static byte[] GoodWeights() => Scratch.Npz(
        ("a.mu", "<f4", [2, 2], Scratch.Bytes(1, -1, 0.5f, 0.25f)), ("a.sigma", "<f4", [2, 2], Scratch.Bytes(0.1f, 0.1f, 0, 0)));

    private string WeightedNetwork() => scratch.Write(
        "network.json", """{"name":"n","input":[2],"layers":[{"name":"a","kind":"dense","outputs":2,"activation":"none"}],"weights":"w.npz","orientation":"inputsByOutputs"}""");
}
