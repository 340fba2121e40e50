using SpinArch.Training;

namespace SpinArch.Tests.Training;

public sealed class VariationalNetworkTests
{
    private static readonly TrainingRecipe Small = new() { Sizes = [12, 9, 7, 3], BatchSize = 5, InitialRho = -2 };

    [Fact]
    public void Gradients_equal_finite_differences_of_the_loss()
    {
        VariationalNetwork network = Make();
        Loss(network);
        float[][] mu = [.. network.Layers.Select(layer => (float[])layer.MuGradient.Clone())];
        float[][] variance = [.. network.Layers.Select(layer => (float[])layer.VarianceGradient.Clone())];
        for (int index = 0; index < network.Layers.Length; index++)
        {
            VariationalLayer layer = network.Layers[index];
            float[] sigma = layer.Sigma();
            double largestMu = mu[index].Max(Math.Abs);
            double largestRho = 0;
            double[] rho = new double[sigma.Length];
            for (int i = 0; i < sigma.Length; i++)
            {
                rho[i] = variance[index][i] * 2 * sigma[i] * (1 - Math.Exp(-sigma[i]));
                largestRho = Math.Max(largestRho, Math.Abs(rho[i]));
            }

            Assert.True(largestMu > 0 && largestRho > 0);
            for (int i = 0; i < sigma.Length; i++)
            {
                if (i % layer.Stride < layer.Outputs)
                {
                    Assert.Equal(Difference(network, layer.Mu, i), mu[index][i], 0.02 * largestMu);
                    Assert.Equal(Difference(network, layer.Rho, i), rho[i], 0.02 * largestRho);
                }
            }
        }
    }

    [Fact]
    public void A_neuron_outside_its_linear_range_passes_no_gradient()
    {
        VariationalNetwork network = Make();
        Array.Fill(network.Layers[0].Mu, 5f);
        Loss(network);
        Assert.All(network.Layers[0].MuGradient, gradient => Assert.Equal(0, gradient));
        Assert.Contains(network.Layers[2].MuGradient, gradient => gradient != 0);
    }

    [Fact]
    public void The_quantised_forward_pass_uses_levels_and_passes_gradients_through()
    {
        VariationalNetwork network = Make(Small.Quantised());
        Loss(network);
        VariationalLayer layer = network.Layers[0];
        float largest = layer.Mu.Max(Math.Abs);
        Assert.Contains(layer.ForwardMu, value => Math.Abs(value) == largest);
        Assert.All(layer.ForwardMu, value => Assert.Equal(Math.Round(value * 15 / largest), value * 15 / largest, 1e-5));
        Assert.Contains(layer.MuGradient, gradient => gradient != 0);
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(0.07f, 0f)]
    [InlineData(0.0715f, 1 / 7f)]
    [InlineData(0.5f, 4 / 7f)]
    [InlineData(1f, 1f)]
    public void An_activation_is_rounded_to_the_neurons_codes(float value, float expected) =>
        Assert.Equal(expected, LevelQuantiser.Activation(value, 3));

    [Fact]
    public void Levels_round_halves_away_from_zero_and_scale_by_the_largest()
    {
        float[] weights = [15, 0.5f, -0.5f, 0.25f, -7.5f, 0, 0, 0, 1000, 0, 0, 0, 0, 0, 0, 0];
        LevelQuantiser.Quantise(weights, 16, 8, 4);
        Assert.Equal([15, 1, -1, 0, -8, 0, 0, 0], weights[..8]);
    }

    private static VariationalNetwork Make(TrainingRecipe? recipe = null)
    {
        var network = new VariationalNetwork(recipe ?? Small, new ParallelOptions());
        for (int row = 0; row < Small.BatchSize; row++)
        {
            Span<float> input = network.InputRow(row);
            new DrawStream((ulong)row, DrawPurpose.Initial).FillNormal(input);
            for (int i = 0; i < input.Length; i++)
            {
                input[i] = i < 12 ? Math.Clamp(0.5f + (0.3f * input[i]), 0, 1) : 0;
            }
        }

        // Means that keep every hidden neuron well inside its linear range, so that no difference crosses a kink.
        foreach (VariationalLayer layer in network.Layers)
        {
            for (int i = 0; i < layer.Mu.Length; i++)
            {
                float centre = layer == network.Layers[^1] ? 3 * layer.Mu[i] : 0.08f + (0.05f * layer.Mu[i]);
                layer.Mu[i] = i % layer.Stride < layer.Outputs ? centre : 0;
            }

            Array.Fill(layer.Rho, -3f);
        }

        return network;
    }

    private static double Loss(VariationalNetwork network) => network.Gradient([0, 1, 2, 1, 0], 3).Loss / 5;

    private static double Difference(VariationalNetwork network, float[] parameter, int index)
    {
        const float Step = 0.02f;
        float value = parameter[index];
        parameter[index] = value + Step;
        double high = Loss(network);
        parameter[index] = value - Step;
        double low = Loss(network);
        parameter[index] = value;
        return (high - low) / (2 * Step);
    }
}
