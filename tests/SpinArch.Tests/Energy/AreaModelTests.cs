using SpinArch.Energy;
using SpinArch.Specs;

namespace SpinArch.Tests.Energy;

public sealed class AreaModelTests
{
    [Fact]
    public void Areas_are_instances_times_published_figures()
    {
        ArchitectureSpec spec = PaperNetwork.Spec("all-spin");
        AreaAccount area = AreaModel.Of(spec, PaperNetwork.Program(spec));

        Assert.Equal(3 * 128, Term(area, SamplerComponent.Accumulator, "alu").Instances);
        Assert.Equal(3 * 128 * 0.004032, Term(area, SamplerComponent.Accumulator, "alu").TotalMm2, 12);
        Assert.Equal(3 * 128 * 128 * 2, Term(area, CrossbarComponent.MeanCrossbar, "cell").Instances);
        Assert.Equal(4 * 0.047, Term(area, NetworkComponent.Link, "router").TotalMm2, 12);
        Assert.Equal(area.Terms.Sum(term => term.TotalMm2), area.TotalMm2, 9);
    }

    [Fact]
    public void What_nobody_published_is_totalled_apart()
    {
        ArchitectureSpec spec = PaperNetwork.Spec("all-spin");
        AreaAccount area = AreaModel.Of(spec, PaperNetwork.Program(spec));

        double assumed = Term(area, SamplerComponent.Trng, "bit").TotalMm2
            + Term(area, CrossbarComponent.MeanCrossbar, "cell").TotalMm2
            + Term(area, CrossbarComponent.SigmaCrossbar, "cell").TotalMm2;
        Assert.Equal(assumed, area.AssumedMm2, 12);
    }

    private static AreaTerm Term(AreaAccount area, UnitKind unit, string part) =>
        area.Terms.Single(term => term.Unit == unit && term.Part == part);
}
