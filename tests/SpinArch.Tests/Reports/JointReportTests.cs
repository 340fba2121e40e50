using SpinArch.Compilation;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Tests.Functional;

namespace SpinArch.Tests.Reports;

public sealed class JointReportTests
{
    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(-1, false)]
    public void Only_labels_that_are_outputs_are_measured(int label, bool isMeasured)
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", environment: new Dictionary<string, string>()).Architecture;
        NetworkGraph graph = RandomNetworks.Network(3, Activation.None, bias: false, 20, 5);
        var job = new SimulationJob
        {
            Spec = spec,
            Program = CompilerPipeline.Compile(graph, spec, 2, 1),
            Inputs = new InputSet { Source = "test", Images = RandomNetworks.Images(3, 1, 20), Labels = [label] },
            Seed = 1,
        };

        Assert.Equal(isMeasured, job.Run().Report.Joint is not null);
    }

    [Fact]
    public void An_image_that_comes_again_counts_once()
    {
        JointReport once = Of(1, RandomNetworks.Images(3, 4, 20), [0, 1, 2, 3]);
        byte[][] images = RandomNetworks.Images(3, 4, 20);
        JointReport again = Of(1, [.. images, .. images, images[0].ToArray(), images[1]], [0, 1, 2, 3, 0, 1, 2, 3, 0, 1]);

        Assert.Equal((4, 4), (once.Images, once.Inputs));
        Assert.Equal((4, 10), (again.Images, again.Inputs));
        Assert.Equal((once.Accuracy.Mean, once.Accuracy.Low, once.Accuracy.High), (again.Accuracy.Mean, again.Accuracy.Low, again.Accuracy.High));
        Assert.Equal((once.EnsembleAccuracy, once.Brier, once.PredictiveEntropy), (again.EnsembleAccuracy, again.Brier, again.PredictiveEntropy));
    }

    [Fact]
    public void The_interval_of_one_sample_is_as_wide_as_its_different_images_say()
    {
        // All right or not, of three images: Wilson's interval of three.
        byte[][] images = RandomNetworks.Images(3, 3, 20);
        JointReport joint = Of(1, [.. Enumerable.Range(0, 30).Select(input => images[input % 3])], [.. Enumerable.Range(0, 30).Select(input => input % 3)]);
        double z = 1.959963984540054;
        double p = joint.Accuracy.Mean;

        double centre = (p + (z * z / 6)) / (1 + (z * z / 3));
        double half = z / (1 + (z * z / 3)) * Math.Sqrt((p * (1 - p) / 3) + (z * z / 36));
        Assert.Equal(Math.Max(0, centre - half), joint.Accuracy.Low, 9);
        Assert.Equal(Math.Min(1, centre + half), joint.Accuracy.High, 9);
    }

    private static JointReport Of(int samples, byte[][] images, int[] labels)
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", environment: new Dictionary<string, string>()).Architecture;
        return new SimulationJob
        {
            Spec = spec,
            Program = CompilerPipeline.Compile(RandomNetworks.Network(3, Activation.None, bias: false, 20, 5), spec, samples, images.Length),
            Inputs = new InputSet { Source = "test", Images = images, Labels = [.. labels] },
            Seed = 1,
        }.Run().Report.Joint!;
    }
}
