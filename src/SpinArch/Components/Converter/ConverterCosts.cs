using System.Collections.Immutable;
using SpinArch.Costs;

namespace SpinArch.Components.Converter;

/// <summary>
/// What conversions cost. A tile whose every block is summed in the neuron converts the neuron's few bits; any other tile converts
/// <c>adc.bits</c>. Behind every converter is a shift-and-add, where codes of slices are put together.
/// </summary>
internal static class ConverterCosts
{
    private static readonly CostRule _conversion = new()
    {
        Unit = ConverterComponent.Adc,
        Action = "conversion",
        Scope = TermScope.Paper,
        Activity = ConverterComponent.Convert,
        Constants = ["adc.powerPerBit"],
        LawKeys = static (in Design design, in TileShape tile) =>
            [.. RateKeys(in design, in tile), .. design.Laws.ConverterArea(Bits(in design, in tile)) == 1 ? Array.Empty<string>()
                : ["adc.bitFactor"]],
        Price = Prices.AccessOf(
            "adc.powerPerBit",
            static (in Design design, in TileShape tile) =>
                design.Laws.ConverterBits(Bits(in design, in tile)) * design.Laws.ConversionRate),
        Leakage = OfBits(),
        Variant = ByBits,
    };

    private static readonly CostRule _shiftAdd = new()
    {
        Unit = ConverterComponent.Adc,
        Action = "shiftAdd",
        Activity = ConverterComponent.Convert,
        Factor = static (in Design design, in TileShape _) => design.Spec.Weight.Slices > 1 ? 1 : 0,
        Constants = ["shiftAdd.power"],
        LawKeys = RateKeys,
        Price = Prices.AccessOf("shiftAdd.power", static (in Design design, in TileShape _) => design.Laws.ConversionRate),
        Leakage = new Leakage("shiftAdd.leakage"),
    };

    public static ImmutableArray<CostRule> Rules { get; } = [_conversion, _shiftAdd];

    public static ImmutableArray<CostPoint> Points { get; } =
    [
        CostPoint.Faster("adc.intervalNs", "adc.interval", spec => spec.Adc.Interval, spec => CostLaws.Of(spec).ConversionRate,
            "energy of conversions"),
        CostPoint.Beyond("adc.bits", "adc.bits", spec => spec.Adc.Bits, spec => CostLaws.Of(spec).ConverterArea(spec.Adc.Bits),
            "power and area of a converter"),
        CostPoint.Unknown("adc.latencyNs", "adc.latency", spec => spec.Adc.Latency),
    ];

    public static ImmutableArray<IdleRule> Idles { get; } =
    [
        new IdleRule
        {
            Unit = ConverterComponent.Adc,
            Action = "idle",
            Devices = Converters,
            Leakage = OfBits(),
            Active = [_conversion],
            Variant = ByBits,
        },
        new IdleRule
        {
            Unit = ConverterComponent.Adc,
            Action = "shiftAddIdle",
            Devices = ShiftAdds,
            Leakage = new Leakage("shiftAdd.leakage"),
            Active = [_shiftAdd],
        },
    ];

    public static ImmutableArray<AreaRule> Areas { get; } =
    [
        new AreaRule(ConverterComponent.Adc, "adc", "adc.area")
        {
            Instances = Converters,
            Times = Area,
            LawKeys = static (in Design design, in TileShape tile) => Area(in design, in tile) == 1 ? [] : ["adc.bitFactor"],
            Variant = ByBits,
        },
        new AreaRule(ConverterComponent.Adc, "shiftAdd", "shiftAdd.area") { Instances = ShiftAdds },
    ];

    private static Leakage OfBits() => new("adc.leakagePerBit")
    {
        Times = static (in Design design, in TileShape tile) => design.Laws.ConverterBits(Bits(in design, in tile)),
    };

    private static int Bits(in Design design, in TileShape tile) => tile.IsDigital ? design.Spec.Adc.Bits : design.Spec.Neuron.Bits;

    private static double ByBits(in Design design, in TileShape tile) => Bits(in design, in tile);

    private static decimal Area(in Design design, in TileShape tile) => design.Laws.ConverterArea(Bits(in design, in tile));

    private static string[] RateKeys(in Design design, in TileShape tile) => design.Laws.ConversionRate == 1 ? [] : ["adc.speedExponent"];

    private static long Converters(in Design design, in TileShape tile) => design.Spec.Adc.PerTile;

    private static long ShiftAdds(in Design design, in TileShape tile) => design.Spec.Weight.Slices > 1 ? design.Spec.Adc.PerTile : 0;
}
