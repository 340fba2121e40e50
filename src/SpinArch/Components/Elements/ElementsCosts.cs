using System.Collections.Immutable;
using SpinArch.Costs;
using SpinArch.Traces;

namespace SpinArch.Components.Elements;

/// <summary>
/// What elements, memory and generator cost. Every lane works in every clock of a layer, whether a weight is there for it or not: the
/// memory is read in whole words, and nothing is known of lanes that are gated.
/// </summary>
internal static class ElementsCosts
{
    public static ImmutableArray<CostRule> Rules { get; } =
    [
        Lane(ElementsComponent.WeightMemory, "read", ElementsComponent.Fetch, "weightMemory.readEnergy", BitsRead),
        Gaussian(GeneratorKind.FeedbackRegister, "generator.rlfPower", "generator.rlfClock"),
        Gaussian(GeneratorKind.Wallace, "generator.wallacePower", "generator.wallaceClock"),
        Lane(ElementsComponent.Elements, "weigh", ElementsComponent.Multiply, "elements.weighEnergy", Lanes),
        Lane(ElementsComponent.Elements, "multiply", ElementsComponent.Multiply, "elements.multiplyEnergy", Lanes),
        Lane(ElementsComponent.Elements, "activate", ElementsComponent.HandOver, "elements.activateEnergy", One),
    ];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        new IdleRule { Unit = ElementsComponent.Unexplained, Action = "remainder", Leakage = new Leakage("chip.unexplained") },
    ];

    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        new AreaRule(ElementsComponent.WeightMemory, "kbit", "weightMemory.area")
        {
            Instances = static (in Design design, in TileShape _) => design.Spec.Part<ElementsSpec>().MemoryKilobits,
        },
        new AreaRule(ElementsComponent.Generator, "lane", "generator.area") { Instances = Lanes },
        new AreaRule(ElementsComponent.Elements, "lane", "elements.area") { Instances = Lanes },
    ];

    private static CostRule Lane(UnitKind unit, string action, ActivityKind activity, string constant, Count factor) => new()
    {
        Unit = unit,
        Action = action,
        Scope = TermScope.Paper,
        Activity = activity,
        Factor = factor,
        Constants = [constant],
        Price = Prices.Energy(constant),
    };

    // A power of so many lanes at a clock is an energy of a Gaussian: mW / (lanes x GHz) = pJ.
    private static CostRule Gaussian(GeneratorKind kind, string power, string clock) => new()
    {
        Unit = ElementsComponent.Generator,
        Action = "draw",
        Scope = TermScope.Paper,
        Activity = ElementsComponent.Draw,
        Factor = (in Design design, in TileShape tile) => design.Spec.Part<GeneratorSpec>().Kind == kind ? Lanes(in design, in tile) : 0,
        Constants = [power, clock, "generator.lanes"],
        Price = technology =>
        {
            double picojoules = technology[power].Value / (technology["generator.lanes"].Value * technology[clock].Value);
            var once = Quectojoules.FromFemtojoules(picojoules * 1000);
            return (in Design _, in TileShape _) => once;
        },
    };

    private static long One(in Design design, in TileShape tile) => 1;

    private static long Lanes(in Design design, in TileShape tile) => design.Spec.Part<ElementsSpec>().Lanes;

    private static long BitsRead(in Design design, in TileShape tile) => Lanes(in design, in tile) * (2 + design.Spec.Weight.MeanBits
        + design.Spec.Weight.SigmaBits);
}
