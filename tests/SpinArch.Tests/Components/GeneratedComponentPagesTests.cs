using SpinArch.Specs;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Components;

/// <summary>What pages say of all components is made from them; <c>SPINARCH_BLESS=1</c> writes it anew.</summary>
public sealed class GeneratedComponentPagesTests
{
    [Fact]
    public void The_timing_page_has_the_steps_of_every_component()
    {
        ArchitectureSpec[] specs =
        [
            .. ConfigurationCatalog.Shipped().Architectures.Select(name =>
                ArchitectureLoader.Load(name, environment: new Dictionary<string, string>()).Architecture),
            GatedChip.Load([]),
        ];
        var built = specs.SelectMany(spec => ComponentCatalog.Of(spec)).ToHashSet();

        Assert.DoesNotContain(ComponentCatalog.All, component => !built.Contains(component));
        GeneratedPart.ShouldHold("docs/timing-model.md", "steps", StepTable.Markdown(specs));
    }

    [Fact]
    public void The_energy_page_has_every_term() => GeneratedPart.ShouldHold("docs/energy-model.md", "terms", TermTable.Energy());

    [Fact]
    public void The_energy_page_has_every_area() => GeneratedPart.ShouldHold("docs/energy-model.md", "areas", TermTable.Area());
}
