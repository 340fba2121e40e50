using System.Globalization;
using SpinArch.Networks;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Training;

[Trait("Needs", "NumPy")]
public sealed class ShippedNetworkTests
{
    private static readonly string Folder = Path.Combine(ShippedData.Networks, "all-spin-mnist");

    [Fact]
    public void The_sample_holds_ten_images_of_every_class()
    {
        var sample = IdxDataSet.Read(ShippedData.Sample, IdxSplit.Test);
        Assert.Equal((100, 28, 28), (sample.Count, sample.Images.Rows, sample.Images.Columns));
        Assert.All(sample.Labels.Labels.ToArray().GroupBy(label => label), group => Assert.Equal(10, group.Count()));

        // MNIST's test set begins 7 2 1 0 4; the sample keeps file order.
        Assert.Equal([7, 2, 1, 0, 4], sample.Labels.Labels[..5].ToArray());
    }

    [Fact]
    public void The_weights_are_the_papers_198800_synapses_all_finite_with_positive_spread()
    {
        var weights = NumpyArchive.Read(Path.Combine(Folder, "weights.npz"));
        int synapses = 0;
        foreach ((string layer, int inputs, int outputs) in new[] { ("hidden1", 784, 200), ("hidden2", 200, 200), ("output", 200, 10) })
        {
            Assert.Equal<int>([inputs, outputs], weights[layer + ".mu"].Shape.AsEnumerable());
            Assert.Equal<int>([inputs, outputs], weights[layer + ".sigma"].Shape.AsEnumerable());
            Assert.All(weights[layer + ".mu"].AsSingles(), mu => Assert.True(float.IsFinite(mu)));
            Assert.All(weights[layer + ".sigma"].AsSingles(), sigma => Assert.True(float.IsFinite(sigma) && sigma > 0));
            synapses += weights[layer + ".mu"].Count;
        }

        Assert.Equal(198_800, synapses);
        Assert.Equal<int>([128, 784], weights["calibration"].Shape.AsEnumerable());
        Assert.Equal(255, weights["calibration"].AsBytes().Max());
    }

    [Fact]
    public void NumPy_reads_the_shipped_files_and_classifies_the_shipped_images()
    {
        string right = NumPy.Run(
            """
            z = np.load(sys.argv[1])
            x = np.frombuffer(open(sys.argv[2], 'rb').read()[16:], np.uint8).reshape(-1, 784) / 255
            label = np.frombuffer(open(sys.argv[3], 'rb').read()[8:], np.uint8)
            draw = np.random.default_rng(1)
            counts = []
            for sample in range(10):
                y = x
                for layer in ('hidden1', 'hidden2', 'output'):
                    y = y @ draw.normal(z[layer + '.mu'], z[layer + '.sigma'])
                    y = y if layer == 'output' else y.clip(0, 1)
                counts.append((y.argmax(1) == label).sum())
            print(np.mean(counts))
            """,
            Path.Combine(Folder, "weights.npz"),
            Path.Combine(ShippedData.Sample, "t10k-images-idx3-ubyte"),
            Path.Combine(ShippedData.Sample, "t10k-labels-idx1-ubyte"));
        Assert.InRange(double.Parse(right, CultureInfo.InvariantCulture), 95, 100);
    }
}
