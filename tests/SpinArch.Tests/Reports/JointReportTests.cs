using SpinArch.Compilation;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Reports;
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

        Assert.Equal(isMeasured, job.Run().Joint is not null);
    }
}
