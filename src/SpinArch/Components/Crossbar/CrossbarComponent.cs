using SpinArch.Components.Receiver;
using SpinArch.Components.Scaler;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Crossbar;

/// <summary>
/// Mean and sigma crossbars with their DACs, sample-and-hold and spin neurons: one column at a time, slice after slice, the lowest first,
/// each into a hold bank of its own. The registers drive until the last slice is read.
/// </summary>
public static class CrossbarComponent
{
    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("crossbar", Clocking.SelfTimed);

    /// <summary>The currents of one bit line of each crossbar.</summary>
    public static Store Hold { get; } = new("sampleHold", "sample-and-hold bank", StoreScope.Tile, "sampleHold.banks", spec => spec.SampleHold.Banks);

    /// <summary>The block whose levels are on a crossbar pair.</summary>
    public static Store Content { get; } = new("crossbar", "crossbar pair", StoreScope.Pair, "", _ => 1);

    // The spin neuron holds one current, that of the sum; so does the sample-and-hold where the mean crossbar is not read.
    private static Quantity Currents { get; } =
        new("currents", "currents of the bit line: mean and sigma, or one", work => work.Has(Traits.Mean | Traits.Digital) ? 2 : 1);

    /// <summary>The component under an architecture.</summary>
    public static Component Of(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Formula time = Formula.Fixed(new TimeTerm("columnRead", spec.Crossbar.ColumnRead));
        return new Component
        {
            Name = "crossbar",
            Summary = "mean and sigma crossbars, their DACs, sample-and-hold, spin neurons",
            Stores = [Content, Hold],
            Steps =
            [
                new Step
                {
                    Name = "read",
                    Unit = Unit,
                    Opcodes = [Opcode.Column, Opcode.Read],
                    Parts = Parts.Slices,
                    Occupancy = time,
                    Latency = time,
                    Accesses =
                    [
                        ReceiverComponent.Input.Take(ends: Traits.ConsumesInput),
                        Content.Keep(),
                        ScalerComponent.SigmaInput.Take(),
                        Hold.Fill(perPart: true),
                    ],
                    Activities =
                    [
                        new StepActivity(ActivityKind.SigmaDrive, Quantity.Rows),
                        new StepActivity(ActivityKind.SigmaRead, Quantity.Rows) { Quanta = "sum of D squared times level; of D squared", IsMain = true },
                        new StepActivity(ActivityKind.MeanDrive, Quantity.Rows) { When = Traits.Mean, Again = ActivityKind.MeanHold },
                        new StepActivity(ActivityKind.MeanRead, Quantity.Rows) { When = Traits.Mean, Quanta = "sum of X squared times level; of X squared" },
                        new StepActivity(ActivityKind.NeuronWrite, Quantity.One) { When = Traits.Neuron },
                        new StepActivity(ActivityKind.Capture, Currents),
                    ],
                },
            ],
        };
    }
}
