using System.Globalization;
using SpinArch.Files;
using SpinArch.Networks.Importing;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Networks.Onnx;

/// <summary>State dictionaries of PyTorch, saved by NumPy, with the names of three libraries of Bayesian layers.</summary>
[Trait("Needs", "NumPy")]
public sealed class StateDictionaryTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("blitz", "{0}.weight_mu", "{0}.weight_rho", "{0}.bias_mu", "{0}.bias_rho", "np.log1p(np.exp(x))")]
    [InlineData("bayesian-torch", "{0}.mu_weight", "{0}.rho_weight", "{0}.mu_bias", "{0}.rho_bias", "np.log1p(np.exp(x))")]
    [InlineData("torchbnn", "{0}.weight_mu", "{0}.weight_log_sigma", "{0}.bias_mu", "{0}.bias_log_sigma", "np.exp(x)")]
    public void Means_and_what_deviations_are_made_of(string naming, string weight, string spread, string bias, string biasSpread,
        string law)
    {
        string[] names = [weight, spread, bias, biasSpread];
        string state = _scratch["state.npz"];
        NumPy.Run(
            """
            rng = np.random.default_rng(7)
            arrays = {}
            for layer, shape in (("net.0", (5, 8)), ("net.2", (3, 5))):
                for name, size in zip(sys.argv[2:6], (shape, shape, shape[:1], shape[:1])):
                    arrays[name.format(layer)] = rng.normal(-1, 1, size).astype(np.float32)
                arrays[sys.argv[6].format(layer)] = np.zeros(shape, np.float32)
            np.savez(sys.argv[1], **arrays)
            """,
            [state, .. names, naming switch { "blitz" => "{0}.weight_sampler.eps_w", "torchbnn" => "{0}.weight_eps",
                _ => "{0}.prior_weight_mu" }]);
        ImportOutcome outcome = new NetworkImport { Model = state, Name = "m", MuRho = naming }.Write(_scratch["net"]);

        Assert.All(outcome.Layers, layer => Assert.True(layer.IsDrawn));
        string worst = NumPy.Run(
            $$"""
            state, made = np.load(sys.argv[1]), np.load(sys.argv[2])
            law = lambda x: {{law}}
            worst = 0
            for layer in ("net.0", "net.2"):
                w, s, b, t = (state[name.format(layer)].astype(np.float64) for name in sys.argv[3:])
                for made_name, want in ((".mu", w), (".sigma", law(s)), (".bias.mu", b), (".bias.sigma", law(t))):
                    worst = max(worst, np.max(np.abs(made[layer + made_name] / want - 1)))
            print(repr(float(worst)))
            """,
            [state, _scratch["net/weights.npz"], .. names]);
        Assert.InRange(double.Parse(worst, CultureInfo.InvariantCulture), 0, 1e-6);
    }

    [Fact]
    public void The_network_of_a_state_dictionary_computes_what_NumPy_computes_of_it()
    {
        string state = _scratch["state.npz"];
        byte[][] images = OnnxOracle.Images(6, 8);
        _scratch.Write("images.bin", [.. images.SelectMany(image => image)]);
        string text = NumPy.Run(
            """
            rng = np.random.default_rng(3)
            f = lambda *size: rng.normal(0, 0.4, size).astype(np.float32)
            s = {"fc1.weight": f(6, 8), "fc1.bias": f(6), "bn.weight": f(6), "bn.bias": f(6), "bn.running_mean": f(6),
                 "bn.running_var": np.abs(f(6)), "bn.num_batches_tracked": np.array(4), "fc2.weight": f(4, 6), "fc2.bias": f(4)}
            np.savez(sys.argv[1], **s)
            x = np.fromfile(sys.argv[2], np.uint8).reshape(6, 8) / 255
            h = x @ s["fc1.weight"].T.astype(float) + s["fc1.bias"]
            h = (h - s["bn.running_mean"]) / np.sqrt(s["bn.running_var"].astype(float) + 1e-5) * s["bn.weight"] + s["bn.bias"]
            y = np.clip(h, 0, 1) @ s["fc2.weight"].T.astype(float) + s["fc2.bias"]
            print(" ".join(repr(float(v)) for v in y.ravel()))
            """,
            state, _scratch["images.bin"]);
        new NetworkImport { Model = state, Name = "m", Activation = "saturatingLinear" }.Write(_scratch["net"]);

        double[] expected = [.. text.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        double[] actual = [.. OnnxOracle.Imported(_scratch["net"], images).SelectMany(outputs => outputs)];
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Theory]
    [InlineData("{'a.weight': z(3, 4), 'b.weight': z(2, 5)}", null, "has weights for 5 inputs and gets 3")]
    [InlineData("{'a.weight': z(3, 4, 3, 3)}", null, "export the model to ONNX")]
    [InlineData("{'a.weight_mu': z(3, 4), 'a.weight_rho': z(3, 4)}", null, "--mu-rho says how a Bayesian one is named")]
    [InlineData("{'a.weight_mu': z(3, 4)}", "blitz", "has no 'a.weight_rho' beside them")]
    [InlineData("{'a.weight_mu': z(3, 4), 'a.weight_rho': z(4, 3)}", "blitz", "of [4, 3]")]
    [InlineData("{'a.weight': z(3, 4)}", "torchbnn", "no weights are named as torchbnn names means")]
    [InlineData("{'a.weight': z(3, 4), 'a.scale': z(3)}", null, "holds weight, scale, which is no layer that is read")]
    [InlineData("{'a.weight': z(3, 4), 'a.bias': z(4)}", null, "biases of [4] for 3 outputs")]
    [InlineData("{'a.weight': z(3, 4) + np.nan}", null, "which holds NaN at element 0")]
    [InlineData("{'n.running_mean': z(3), 'n.running_var': z(3)}", null, "before any layer")]
    [InlineData("{}", null, "holds no weights of a layer")]
    public void What_is_no_chain_of_layers_is_refused(string arrays, string? naming, string named)
    {
        NumPy.Run("z = lambda *size: np.zeros(size, np.float32)\nnp.savez(sys.argv[1], **" + arrays + ")", _scratch["state.npz"]);
        var import = new NetworkImport { Model = _scratch["state.npz"], Name = "m", MuRho = naming };

        Assert.Contains(named, Assert.Throws<InputException>(() => import.Write(_scratch["net"])).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch["net"]));
    }

    public void Dispose() => _scratch.Dispose();
}
