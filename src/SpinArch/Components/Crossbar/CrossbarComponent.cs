using System.Collections.Immutable;
using SpinArch.Components.Receiver;
using SpinArch.Components.Scaler;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Crossbar;

/// <summary>
/// Mean and sigma crossbars with their DACs, sample-and-hold and spin neurons: one column at a time, slice after slice, the lowest first,
/// each into a hold bank of its own. The registers drive until the last slice is read. The sigma crossbars are there where a scaler drives
/// them; without one weights are their means.
/// </summary>
public static class CrossbarComponent
{
    /// <summary>Word-line drivers of the sigma crossbar.</summary>
    public static UnitKind SigmaDac { get; } = new(3, "sigmaDac") { IsFollower = true };

    /// <summary>Word-line drivers of the mean crossbar.</summary>
    public static UnitKind MeanDac { get; } = new(4, "meanDac") { IsFollower = true };

    /// <summary>Sigma crossbar.</summary>
    public static UnitKind SigmaCrossbar { get; } = new(5, "sigmaCrossbar") { Times = ["read"] };

    /// <summary>Mean crossbar.</summary>
    public static UnitKind MeanCrossbar { get; } = new(6, "meanCrossbar") { Times = ["read"] };

    /// <summary>Spin neurons.</summary>
    public static UnitKind Neuron { get; } = new(7, "neuron") { IsFollower = true };

    /// <summary>Sample-and-hold.</summary>
    public static UnitKind SampleHold { get; } = new(8, "sampleHold") { IsFollower = true };

    /// <summary>
    /// The one crossbar pair of a tile that is read and written in turn; named as a limiter only, for its time is that of
    /// <see cref="SigmaCrossbar"/> and the writer together.
    /// </summary>
    public static UnitKind Pair { get; } = new(18, "crossbarPair") { Times = ["read", "write"] };

    /// <summary>A new input vector driven for its first read. Items: active rows. Lasts one column read.</summary>
    public static ActivityKind MeanDrive { get; } =
        new(3, "MeanDrive", MeanDac, "A new input vector driven for its first read. Items: active rows. Lasts one column read.");

    /// <summary>The same vector held for one more read. Items: active rows. Lasts one column read.</summary>
    public static ActivityKind MeanHold { get; } =
        new(4, "MeanHold", MeanDac, "The same vector held for one more read. Items: active rows. Lasts one column read.");

    /// <summary>One column's products driven, for the read of one slice of it. Items: active rows. Lasts one column read.</summary>
    public static ActivityKind SigmaDrive { get; } =
        new(5, "SigmaDrive", SigmaDac,
            "One column's products driven, for the read of one slice of it. Items: active rows. Lasts one column read.");

    /// <summary>
    /// One bit line read: a column, or a slice of it. Items: active rows; quanta: sum of X squared times level; drive: sum of X squared.
    /// </summary>
    public static ActivityKind MeanRead { get; } =
        new(6, "MeanRead", MeanCrossbar,
            "One bit line read: a column, or a slice of it. Items: active rows; quanta: sum of X squared times level; drive: sum of X squared.");

    /// <summary>
    /// One bit line read: a column, or a slice of it. Items: active rows; quanta: sum of D squared times level; drive: sum of D squared.
    /// </summary>
    public static ActivityKind SigmaRead { get; } =
        new(7, "SigmaRead", SigmaCrossbar,
            "One bit line read: a column, or a slice of it. Items: active rows; quanta: sum of D squared times level; drive: sum of D squared.");

    /// <summary>Reset and write of a spin neuron inside a column read. Items: 1.</summary>
    public static ActivityKind NeuronWrite { get; } =
        new(8, "NeuronWrite", Neuron, "Reset and write of a spin neuron inside a column read. Items: 1.");

    /// <summary>A bit line's currents captured. Items: currents, 1 or 2.</summary>
    public static ActivityKind Capture { get; } =
        new(9, "Capture", SampleHold, "A bit line's currents captured. Items: currents, 1 or 2.");

    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("crossbar", Clocking.SelfTimed);

    /// <summary>The currents of one bit line of each crossbar.</summary>
    public static Store Hold { get; } = new("sampleHold", "sample-and-hold bank", StoreScope.Tile, "sampleHold.banks", spec => spec.SampleHold.Banks);

    /// <summary>The block whose levels are on a crossbar pair.</summary>
    public static Store Content { get; } = new("crossbar", "crossbar pair", StoreScope.Pair, "", _ => 1);

    private const string SquaredX = "sum of X squared times level; of X squared";

    // The spin neuron holds one current, that of the sum; so does the sample-and-hold where the mean crossbar is not read.
    private static Quantity Currents { get; } =
        new("currents", "currents of the bit line: mean and sigma, or one", work => work.Has(Traits.Mean | Traits.Digital) ? 2 : 1);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "crossbar",
        Summary = "mean and, beside a scaler, sigma crossbars, their DACs, sample-and-hold, spin neurons",
        HasClosedForm = true,
        Keys = CrossbarKeys.Keys,
        Constants = CrossbarKeys.Constants,
        Under = Under,
        Queues = _ => 1,
        Units = [SigmaDac, MeanDac, SigmaCrossbar, MeanCrossbar, Neuron, SampleHold, Pair],
        Activities = [MeanDrive, MeanHold, SigmaDrive, MeanRead, SigmaRead, NeuronWrite, Capture],
        Costs = CrossbarCosts.Rules,
        Points = CrossbarCosts.Points,
        Idles = CrossbarCosts.Idles,
        Areas = CrossbarCosts.Areas,
    };

    /// <summary>The crossbars that every column is read on.</summary>
    public static UnitKind ReadBy(ArchitectureSpec spec) => spec.HasSigma ? SigmaCrossbar : MeanCrossbar;

    /// <summary>What every read of a bit line reports.</summary>
    public static ActivityKind ReadOf(ArchitectureSpec spec) => spec.HasSigma ? SigmaRead : MeanRead;

    private static Component Under(ArchitectureSpec spec)
    {
        Formula time = Formula.Fixed(new TimeTerm("columnRead", spec.Crossbar.ColumnRead));
        return new Component
        {
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
                        .. spec.HasSigma ? [ScalerComponent.SigmaInput.Take()] : Array.Empty<Access>(),
                        Hold.Fill(perPart: true),
                    ],
                    Activities = spec.HasSigma ? MeanAndSigma() : MeanOnly(),
                },
            ],
        };
    }

    private static ImmutableArray<StepActivity> MeanAndSigma() =>
    [
        new StepActivity(SigmaDrive, Quantity.Rows),
        new StepActivity(SigmaRead, Quantity.Rows) { Quanta = "sum of D squared times level; of D squared", IsMain = true },
        new StepActivity(MeanDrive, Quantity.Rows) { When = Traits.Mean, Again = MeanHold },
        new StepActivity(MeanRead, Quantity.Rows) { When = Traits.Mean, Quanta = SquaredX },
        new StepActivity(NeuronWrite, Quantity.One) { When = Traits.Neuron },
        new StepActivity(Capture, Currents),
    ];

    private static ImmutableArray<StepActivity> MeanOnly() =>
    [
        new StepActivity(MeanDrive, Quantity.Rows) { Again = MeanHold },
        new StepActivity(MeanRead, Quantity.Rows) { Quanta = SquaredX, IsMain = true },
        new StepActivity(NeuronWrite, Quantity.One) { When = Traits.Neuron },
        new StepActivity(Capture, Quantity.One),
    ];
}
