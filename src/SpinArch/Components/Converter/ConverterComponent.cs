using SpinArch.Components.Crossbar;
using SpinArch.Components.Vector;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Converter;

/// <summary>
/// Analog-to-digital converters: one held bit line after another, its conversions spread over the tile's converters. They take the next one
/// after the last sampling interval; the codes are in their latches after the latency. The codes of slices are shifted and added in the
/// latch as they come, which is taken at the first and full at the last.
/// </summary>
public static class ConverterComponent
{
    /// <summary>Analog-to-digital converters.</summary>
    public static UnitKind Adc { get; } = new(9, "adc");

    /// <summary>A bit line's conversions. Items: conversions, 1 or 2. Lasts the occupancy of the converters.</summary>
    public static ActivityKind Convert { get; } =
        new(10, "Convert", Adc, "A bit line's conversions. Items: conversions, 1 or 2. Lasts the occupancy of the converters.");

    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("adc", Clocking.SelfTimed);

    /// <summary>Codes of a bit line.</summary>
    public static Quantity Conversions { get; } =
        new("n", "conversions of the bit line: mean and sigma, or one", work => work.Has(Traits.Mean | Traits.Digital) ? 2 : 1);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "converter",
        Summary = "analog-to-digital converters",
        HasClosedForm = true,
        Keys = ConverterKeys.Keys,
        Constants = ConverterKeys.Constants,
        Under = Under,
        Queues = _ => 1,
        Units = [Adc],
        Activities = [Convert],
        Costs = ConverterCosts.Rules,
        Points = ConverterCosts.Points,
        Idles = ConverterCosts.Idles,
        Areas = ConverterCosts.Areas,
    };

    private static Component Under(ArchitectureSpec spec)
    {
        // What an array holds it has converted by steps of its own.
        if (spec.ReadsWhole)
        {
            return new Component { Steps = [] };
        }

        var interval = new TimeTerm("interval", spec.Adc.Interval);
        Quantity conversions = spec.HasSigma ? Conversions : Quantity.One;
        Formula occupancy = Formula.Passes(conversions, ("perTile", Extent.Of(spec.Adc.PerTile)), interval);
        return new Component
        {
            Steps =
            [
                new Step
                {
                    Name = "convert",
                    Unit = Unit,
                    Opcodes = [Opcode.Column, Opcode.Convert],
                    Parts = Parts.Slices,
                    Occupancy = occupancy,
                    Latency = (occupancy - interval) + new TimeTerm("latency", spec.Adc.Latency),
                    Accesses =
                    [
                        CrossbarComponent.Hold.Take(perPart: true),
                        .. spec.HasSigma
                            ? [VectorComponent.SigmaLatch.Fill(), VectorComponent.MeanLatch.Fill(when: Traits.Mean | Traits.Digital)]
                            : new Access[] { VectorComponent.MeanLatch.Fill() },
                    ],
                    Activities = [new StepActivity(Convert, conversions)],
                },
            ],
        };
    }
}
