using SpinArch.Energy;
using SpinArch.Specs;
using SpinArch.Tests.Energy;

namespace SpinArch.Tests.Components;

/// <summary>What components say of their published points.</summary>
public sealed class CostPointTests
{
    [Fact]
    public void A_component_speaks_of_its_own_keys() => Assert.All(
        ComponentCatalog.All,
        component => Assert.Subset(
            component.Keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal),
            component.Points.Select(point => point.Key).ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void A_note_is_on_the_key_that_its_point_is_of()
    {
        ArchitectureSpec beyond = PaperNetwork.Spec("all-spin", "weight.meanBits=7", "weight.cellBits=7", "adc.intervalNs=0.5",
            "sampler.relaxNs=0", "link.flitNs=0.5", "clock.periodNs=0.5");
        CostPoint[] points = [.. ComponentCatalog.Of(beyond).SelectMany(component => component.Points)];

        Assert.All(points, point => Assert.Equal(point.Key, point.Note(beyond)?.Key ?? point.Key));
        Assert.Equal(
            ["adc.intervalNs", "clock.periodNs", "link.flitNs", "sampler.relaxNs", "weight.cellBits"],
            CostNotes.Of(beyond).Select(note => note.Key).Order(StringComparer.Ordinal));
        Assert.Equal([true, true, true, false, false], CostNotes.Of(beyond).Select(note => note.IsModelled));
    }
}
