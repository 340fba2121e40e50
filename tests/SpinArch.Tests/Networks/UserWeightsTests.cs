using SpinArch.Files;
using SpinArch.Networks;

namespace SpinArch.Tests.Networks;

/// <summary>Weights as NumPy users save them: types, byte orders, orientations, names, and what lies beside them.</summary>
public sealed class UserWeightsTests : IDisposable
{
    private const string Weights = "m = np.array([[.5, -1, .25], [2, -.125, 3]], 'f4')";

    private static readonly float[] Mu = [0.5f, -1, 0.25f, 2, -0.125f, 3];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f2", "savez")]
    [InlineData(">f2", "savez_compressed")]
    [InlineData("<f4", "savez_compressed")]
    [InlineData(">f4", "savez")]
    [InlineData("<f8", "savez")]
    [InlineData(">f8", "savez_compressed")]
    public void Every_floating_type_and_byte_order_is_read(string type, string save)
    {
        Save($"m = np.array([[.5, -1, .25], [2, -.125, 3]], '{type}')", "**{'a.mu': m, 'a.sigma': abs(m)}", save);
        NetworkLayer layer = Read(2, ("a", 3)).Layers[0];
        Assert.Equal(Mu, layer.Mean);
        Assert.Equal(Mu.Select(MathF.Abs), layer.Sigma);
        Assert.False(layer.HasBias);

        Save($"m = np.asfortranarray(np.array([[.5, -1, .25], [2, -.125, 3]], '{type}'))", "**{'a.mu': m}", save);
        Assert.Equal(Mu, Read(2, ("a", 3)).Layers[0].Mean);
    }

    [Fact]
    public void Arrays_of_no_layer_are_left_alone_whatever_they_are()
    {
        Save(
            Weights,
            "**{'a.mu': m, 'note': np.array('a text'), 'flag': np.array([True]), 'counts': np.zeros(3, 'u2'), 'wave': np.zeros(2, 'c16'), "
            + "'long': np.zeros(2, np.longdouble), 'when': np.array(['2020-01-01'], 'M8[D]'), 'fields': np.zeros(2, [('x', 'f4'), ('y', 'i4')]), "
            + "'things': np.array([{}, None], object), 'a10.mu': np.zeros(9), 'alpha': np.zeros(9), 'images': np.zeros((2, 2)), 'deep': np.zeros((1,) * 20)}");
        Assert.Equal(Mu, Read(2, ("a", 3)).Layers[0].Mean);
    }

    [Theory]
    [InlineData("ZIP_BZIP2")]
    [InlineData("ZIP_LZMA")]
    public void Another_compression_is_named_where_the_array_is_wanted_and_of_no_interest_elsewhere(string method)
    {
        string zip = "import zipfile, io\nz = zipfile.ZipFile(sys.argv[1], 'w')\ndef put(name, method):\n    b = io.BytesIO(); np.save(b, np.array([[.5, -1, .25], [2, -.125, 3]])); z.writestr(name + '.npy', b.getvalue(), method)\n";
        NumPy.Run($"{zip}put('a.mu', zipfile.ZIP_STORED); put('other', zipfile.{method}); z.close()", _folder["w.npz"]);
        Assert.Equal(Mu, Read(2, ("a", 3)).Layers[0].Mean);

        NumPy.Run($"{zip}put('a.mu', zipfile.{method}); z.close()", _folder["w.npz"]);
        Refused("array 'a.mu'", "stored or deflated", 2, ("a", 3));
        Assert.DoesNotContain("damaged", Message(2, ("a", 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_without_sigma_is_its_means_and_so_is_a_bias()
    {
        Save(Weights, "**{'a.mu': m, 'a.bias.mu': np.array([1, 2, 3], 'f2')}");
        NetworkLayer layer = Read(2, ("a", 3)).Layers[0];
        Assert.Equal([.. Mu, 1, 2, 3], layer.Mean);
        Assert.Equal(new float[9], layer.Sigma);
        Assert.True(layer.HasBias);

        Save(Weights, "**{'a.mu': m, 'a.sigma': abs(m), 'a.bias.mu': np.ones((1, 3)), 'a.bias.sigma': np.ones((3, 1))}");
        Assert.Equal([.. Mu.Select(MathF.Abs), 1, 1, 1], Read(2, ("a", 3)).Layers[0].Sigma);

        Save(Weights, "**{'a.mu': m, 'a.bias.sigma': np.ones(3)}");
        Refused("'a.bias.mu'", "the archive holds", 2, ("a", 3));
        Save(Weights, "**{'a.sigma': m}");
        Refused("'a.mu'", "the archive holds", 2, ("a", 3));
    }

    [Theory]
    [InlineData("fc1.bias")]
    [InlineData("fc1.weight")]
    [InlineData("fc1.bias_mu")]
    [InlineData("fc1.bias.rho")]
    [InlineData("fc1_bias")]
    [InlineData("fc1/bias")]
    [InlineData("fc1bias")]
    [InlineData("fc1")]
    [InlineData("FC1.bias.mu")]
    [InlineData("fc1.Sigma")]
    [InlineData("fc1.sigma.extra")]
    public void An_array_that_begins_with_a_layers_name_and_is_not_understood_is_an_error_that_says_what_is(string name)
    {
        foreach (string value in (string[])["np.zeros(3)", "np.array('text')"])
        {
            Save(Weights, $"**{{'fc1.mu': m, '{name}': {value}}}");
            Refused($"array '{name}' begins with the name of layer 'fc1'", "fc1.mu, fc1.sigma, fc1.bias.mu, fc1.bias.sigma", 2, ("fc1", 3));
        }
    }

    [Fact]
    public void The_longest_name_owns_an_array_and_a_longer_word_is_another()
    {
        Save("m = np.ones((2, 3)); n = np.ones((3, 4))", "**{'fc1.mu': m, 'fc1.out.mu': n, 'fc12.mu': m, 'fc1.out.sigma': n}");
        Assert.Equal(Enumerable.Repeat(1f, 12), Read(2, ("fc1", 3), ("fc1.out", 4)).Layers[1].Sigma);

        Save("m = np.ones((2, 3)); n = np.ones((3, 4))", "**{'fc1.mu': m, 'fc1.out.mu': n, 'fc1.out.bias': n}");
        Refused("of layer 'fc1.out'", "fc1.out.bias.mu", 2, ("fc1", 3), ("fc1.out", 4));

        Save("m = np.ones((2, 3))", "**{'h.mu': m, 'h2.mu': m, 'history': m}");
        Assert.Equal(6, Read(2, ("h", 3)).Layers[0].Mean.Length);
        Save("m = np.ones((2, 3))", "**{'h.mu': m, 'hBias': m}");
        Refused("array 'hBias'", "h.bias.mu", 2, ("h", 3));
        Save("m = np.ones((2, 3))", "**{'h.mu': m, 'Calibration': m}");
        Refused("'Calibration'", "written 'calibration'", 2, ("h", 3));
    }

    [Theory]
    [InlineData("h", "h.bias")]
    [InlineData("h.bias", "h")]
    public void Layers_that_would_share_an_array_are_refused(string first, string second)
    {
        string path = Network(2, "", (first, 3), (second, 3));
        string message = Assert.Throws<InputException>(() => NetworkReader.Read(path)).Message;
        Assert.Contains("layers[1].name", message, StringComparison.Ordinal);
        Assert.Contains("'h.bias.mu' would belong to both", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_square_layer_must_say_how_its_arrays_lie()
    {
        Save("m = np.array([[1, 2], [3, 4]], 'f4')", "**{'a.mu': m, 'a.sigma': m / 8, 'b.mu': np.array([[1., 2, 3], [4, 5, 6]])}");
        Refused("orientation", "layer 'a' is square (2 by 2)", 2, ("a", 2), ("b", 3));
        NetworkGraph graph = Read(2, "inputsByOutputs", ("a", 2), ("b", 3));
        Assert.Equal([1f, 2, 3, 4], graph.Layers[0].Mean);
        Assert.Equal([1f, 2, 3, 4, 5, 6], graph.Layers[1].Mean);

        Save("m = np.array([[1, 2], [3, 4]], 'f4')", "**{'a.mu': m, 'a.sigma': m / 8, 'b.mu': np.array([[1., 2], [3, 4], [5, 6]]), 'b.bias.mu': np.array([7., 8, 9])}");
        graph = Read(2, "outputsByInputs", ("a", 2), ("b", 3));
        Assert.Equal([1f, 3, 2, 4], graph.Layers[0].Mean);
        Assert.Equal([0.125f, 0.375f, 0.25f, 0.5f], graph.Layers[0].Sigma);
        Assert.Equal([1f, 3, 5, 2, 4, 6, 7, 8, 9], graph.Layers[1].Mean);
    }

    [Fact]
    public void What_lies_the_other_way_round_is_told_which_word_says_so()
    {
        Save(Weights, "**{'a.mu': m.T}");
        Refused("shape (3, 2); the network needs (2, 3)", "\"orientation\": \"outputsByInputs\"", 2, ("a", 3));
        Save(Weights, "**{'a.mu': m}");
        Assert.Contains("\"orientation\": \"inputsByOutputs\"", Message("outputsByInputs", 2, ("a", 3)), StringComparison.Ordinal);
        Assert.Contains("known are inputsByOutputs and outputsByInputs", Message("sideways", 2, ("a", 3)), StringComparison.Ordinal);

        // A layer of one input and one output lies both ways.
        Save("", "**{'a.mu': np.ones((1, 1))}");
        Assert.Equal([1f], Read(1, ("a", 1)).Layers[0].Mean);
    }

    [Theory]
    [InlineData("np.array([[.5, 1e39, .25], [2, -.125, 3]])", "has 1E+39 at element 1; weights are kept in single precision, at most 3.4028235E+38")]
    [InlineData("np.array([[.5, np.inf, .25], [2, -.125, 3]])", "at element 1; means are finite")]
    [InlineData("np.array([[.5, 1, .25], [2, np.nan, 3]], 'f2')", "has NaN at element 4; means are finite")]
    [InlineData("np.zeros((2, 3), [('x', 'f4'), ('y', 'i4')])", "structured type")]
    [InlineData("np.zeros((2, 3), 'i4')", "the elements are <i4; floating point (f2, f4, f8) is needed")]
    [InlineData("np.zeros((2, 3), 'c8')", "'<c8' are not read; allowed are f2, f4, f8")]
    [InlineData("np.zeros((2, 3), bool)", "'|b1'")]
    public void What_is_no_weight_is_refused_with_its_place(string array, string complaint)
    {
        Save("", $"**{{'a.mu': {array}}}");
        Refused("array 'a.mu'", complaint, 2, ("a", 3));
    }

    [Fact]
    public void A_bare_npy_and_a_folder_are_told_apart_from_damage()
    {
        NumPy.Run("np.save(sys.argv[1], np.zeros((2, 3)))", _folder["w.npy"]);
        File.Move(_folder["w.npy"], _folder["w.npz"]);
        Refused("w.npz", "np.savez", 2, ("a", 3));
        File.Delete(_folder["w.npz"]);
        Directory.CreateDirectory(_folder["w.npz"]);
        Refused("weights", "names w.npz, which is a folder", 2, ("a", 3));
        Assert.Contains("is a folder", Assert.Throws<InputException>(() => NetworkReader.Read(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such file", Assert.Throws<InputException>(() => NetworkReader.Read(_folder["none.json"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_file_may_have_comments_and_whole_numbers_in_any_form()
    {
        File.WriteAllText(
            _folder["n.json"],
            "// a comment\n{ \"name\": \"n\", /* another */ \"input\": [2.0, 1e0],\n  \"layers\": [{ \"name\": \"a\", \"kind\": \"dense\", \"outputs\": 4.0, \"activation\": \"none\", },], }\n");
        NetworkGraph graph = NetworkReader.Read(_folder["n.json"]);
        Assert.Equal((2, 4), (graph.Inputs, graph.Layers[0].Outputs));
    }

    [Theory]
    [InlineData("np.rint(255 * c).astype('u1')")]
    [InlineData("c.reshape(2, 2, 2).astype('f4')")]
    [InlineData("c.reshape(2, 1, 2, 2).astype('>f8')")]
    [InlineData("np.rint(255 * c).reshape(2, 2, 2, 1).astype('i8')")]
    public void Calibration_images_may_be_pictures_of_any_type(string images)
    {
        Save("c = np.array([[0, 1, .2, .4], [1, 0, .6, .8]])", $"**{{'a.mu': np.ones((4, 3)), 'calibration': {images}}}");
        Assert.Equal([[0, 255, 51, 102], [255, 0, 153, 204]], Read(4, ("a", 3)).Calibration.Select(image => image.Select(pixel => (int)pixel)));
    }

    private void Save(string before, string arrays, string save = "savez") => NumPy.Run($"{before}\nnp.{save}(sys.argv[1], {arrays})", _folder["w.npz"]);

    private string Network(int inputs, string orientation, params (string Name, int Outputs)[] layers)
    {
        string list = string.Join(", ", layers.Select((layer, index) =>
            $$"""{ "name": "{{layer.Name}}", "kind": "dense", "outputs": {{layer.Outputs}}, "activation": "{{(index + 1 == layers.Length ? "none" : "saturatingLinear")}}" }"""));
        string key = orientation.Length == 0 ? "" : $", \"orientation\": \"{orientation}\"";
        File.WriteAllText(_folder["network.json"], $$"""{ "name": "n", "input": [{{inputs}}], "layers": [{{list}}], "weights": "w.npz"{{key}} }""");
        return _folder["network.json"];
    }

    private NetworkGraph Read(int inputs, params (string, int)[] layers) => NetworkReader.Read(Network(inputs, "", layers));

    private NetworkGraph Read(int inputs, string orientation, params (string, int)[] layers) => NetworkReader.Read(Network(inputs, orientation, layers));

    private string Message(int inputs, params (string, int)[] layers) => Message("", inputs, layers);

    private string Message(string orientation, int inputs, params (string, int)[] layers) =>
        Assert.Throws<InputException>(() => Read(inputs, orientation, layers)).Message;

    private void Refused(string place, string complaint, int inputs, params (string, int)[] layers)
    {
        string message = Message(inputs, layers);
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.Contains(complaint, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
