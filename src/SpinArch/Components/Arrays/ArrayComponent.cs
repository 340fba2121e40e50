using SpinArch.Components.Converter;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Receiver;
using SpinArch.Costs;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Arrays;

/// <summary>
/// Arrays that are read whole: for every slice of the inputs' bits all bit lines at once, their currents held, and converted one after
/// another by the tile's converters while the next slice is read; what they have shifted and added is the codes of the block.
/// </summary>
public static class ArrayComponent
{
    /// <summary>Word-line drivers of an array.</summary>
    public static UnitKind Dac { get; } = new(24, "arrayDac") { IsFollower = true };

    /// <summary>Arrays.</summary>
    public static UnitKind Array { get; } = new(25, "array") { Times = ["read"] };

    /// <summary>Sample-and-hold of all bit lines.</summary>
    public static UnitKind Hold { get; } = new(26, "arrayHold") { IsFollower = true };

    /// <summary>One slice of an input vector driven. Items: active rows. Lasts one read.</summary>
    public static ActivityKind Drive { get; } =
        new(26, "ArrayDrive", Dac, "One slice of an input vector driven. Items: active rows. Lasts one read.");

    /// <summary>
    /// An array read, all bit lines at once. Items: bit lines; quanta: sum of X squared times level over all of them; drive: sum of X
    /// squared.
    /// </summary>
    public static ActivityKind Read { get; } =
        new(27, "ArrayRead", Array,
            "An array read, all bit lines at once. Items: bit lines; quanta: sum of X squared times level over all of them; drive: sum of X squared.");

    /// <summary>The currents of all bit lines captured. Items: bit lines.</summary>
    public static ActivityKind Capture { get; } =
        new(28, "ArrayCapture", Hold, "The currents of all bit lines captured. Items: bit lines.");

    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("array", Clocking.SelfTimed);

    /// <summary>The currents of all bit lines of a block.</summary>
    public static Store Currents { get; } =
        new("sampleHold", "sample-and-hold bank", StoreScope.Block, "sampleHold.banks", spec => spec.SampleHold.Banks);

    /// <summary>What the converters have made of them: a code a column.</summary>
    public static Store Codes { get; } = new("codes", "bank of codes", StoreScope.Block, "latch.banks", spec => spec.Latch.Banks);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "array",
        Summary = "arrays read whole, all columns at once; their DACs and sample-and-hold",
        ReadsWhole = true,
        HasClosedForm = true,
        Keys = ArrayKeys.Keys,
        Constants = ArrayKeys.Constants,
        Under = Under,
        Queues = _ => 1,
        Units = [Dac, Array, Hold],
        Activities = [Drive, Read, Capture],
        Costs = ArrayCosts.Rules,
        Points = [CrossbarCosts.Tracks, CostPoint.Unknown("array.readNs", "crossbar.readTime", spec => spec.Crossbar.ColumnRead)],
        Idles = ArrayCosts.Idles,
        Areas = ArrayCosts.Areas,
    };

    private static Component Under(ArchitectureSpec spec)
    {
        Formula read = Formula.Fixed(new TimeTerm("read", spec.Crossbar.ColumnRead));
        var lines = new Quantity("L", "bit lines of the block: columns times the slices of a weight",
            work => work.Columns * spec.Weight.Slices);
        var interval = new TimeTerm("interval", spec.Adc.Interval);
        Formula convert = Formula.Passes(lines, ("perTile", Extent.Of(spec.Adc.PerTile)), interval);
        return new Component
        {
            Stores = [Currents, Codes],
            Steps =
            [
                new Step
                {
                    Name = "readAll",
                    Unit = Unit,
                    Opcodes = [Opcode.ReadAll],
                    Parts = Parts.Drives,
                    Occupancy = read,
                    Latency = read,
                    Accesses = [ReceiverComponent.Input.Take(ends: Traits.ConsumesInput), Currents.Fill(perPart: true)],
                    Activities =
                    [
                        new StepActivity(Drive, Quantity.Rows),
                        new StepActivity(Read, lines) { Quanta = "sum of X squared times level; of X squared", IsMain = true },
                        new StepActivity(Capture, lines),
                    ],
                },
                new Step
                {
                    Name = "convertAll",
                    Unit = ConverterComponent.Unit,
                    Opcodes = [Opcode.ReadAll],
                    Parts = Parts.Drives,
                    Occupancy = convert,
                    Latency = (convert - interval) + new TimeTerm("latency", spec.Adc.Latency),
                    Accesses = [Currents.Take(perPart: true), Codes.Fill()],
                    Activities = [new StepActivity(ConverterComponent.Convert, lines)],
                },
            ],
        };
    }
}
