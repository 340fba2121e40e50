using SpinArch.Components.Receiver;
using SpinArch.Components.Vector;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Windows;

/// <summary>
/// The window buffer: rows of feature maps stream in, and windows of them are gathered into input banks, or pooled and added on the vector
/// unit. A window can be taken when its last place has arrived; a row leaves when its last window has been taken, and until then the
/// receiver stores no row more than there is room for.
/// <code><![CDATA[
///   receive buffers -> receiver ->[rows of a map]-+-> window buffer: gather ->[input bank]-> scaler, crossbars
///                                                 +-> vector unit: pool, merge ->[output latch]-> sender
/// ]]></code>
/// </summary>
public static class WindowComponent
{
    /// <summary>Window buffer of a tile.</summary>
    public static UnitKind Window { get; } = new(27, "window");

    /// <summary>Words of feature maps stored into the window buffer. Items: words.</summary>
    public static ActivityKind StoreMap { get; } =
        new(29, "StoreMap", ReceiverComponent.Receiver, "Words of feature maps stored into the window buffer. Items: words.");

    /// <summary>One window gathered into an input bank. Items: words.</summary>
    public static ActivityKind Gather { get; } = new(30, "Gather", Window, "One window gathered into an input bank. Items: words.");

    /// <summary>One channel's window pooled. Items: words read.</summary>
    public static ActivityKind Pool { get; } = new(31, "Pool", VectorComponent.Vector, "One channel's window pooled. Items: words read.");

    /// <summary>One place of several maps added. Items: words read.</summary>
    public static ActivityKind Merge { get; } =
        new(32, "Merge", VectorComponent.Vector, "One place of several maps added. Items: words read.");

    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("window buffer", Clocking.Edge);

    /// <summary>The rows of a block's map that have arrived and are still needed.</summary>
    public static Store Map { get; } =
        new("map", "window of its map", StoreScope.Map, "window.words", spec => spec.Part<WindowSpec>().Words);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "window",
        Summary = "window buffer of feature maps: convolutions, pools and additions",
        WorksOn = ReceiverComponent.Kind.Name,
        HasClosedForm = true,
        Keys = WindowKeys.Keys,
        Constants = SharedConstants.Edram,
        Under = Under,
        Units = [Window],
        Activities = [StoreMap, Gather, Pool, Merge],
        Costs = WindowCosts.Rules,
        Points = WindowCosts.Points,
        Idles = WindowCosts.Idles,
        Areas = WindowCosts.Areas,
    };

    /// <summary>Whether an architecture has window buffers, without which no map is taken in parts.</summary>
    public static bool IsIn(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return ComponentCatalog.Of(spec).Contains(Kind);
    }

    private static Component Under(ArchitectureSpec spec)
    {
        WindowSpec window = spec.Part<WindowSpec>();
        var read = new TimeTerm("read", window.Read);
        Formula gathering = Formula.Passes(Taken, ("window.width", Extent.Of(window.Width)), read);
        bool isMemory = window.Read.Value > spec.Clock.Period.Value;
        var width = ("min(vector.width, window.width)", Extent.Of(Math.Min(spec.Vector.Width, window.Width)));
        Formula computing = Formula.Passes(Taken, width, new TimeTerm("max(clock, read)", isMemory ? window.Read : spec.Clock.Period));
        Formula storing = Formula.Passes(
            Quantity.Words, ("vector.width", Extent.Of(spec.Vector.Width)), new TimeTerm("clock", spec.Clock.Period));
        return new Component
        {
            Stores = [Map],
            Steps =
            [
                new Step
                {
                    Name = "gather",
                    Unit = Unit,
                    Opcodes = [Opcode.Gather],
                    Occupancy = gathering,
                    Latency = gathering,
                    Accesses = [Map.Take(ends: Traits.ConsumesInput), ReceiverComponent.Input.Fill()],
                    Activities = [new StepActivity(Gather, Taken)],
                },
                new Step
                {
                    Name = "storeMap",
                    Unit = ReceiverComponent.Unit,
                    Opcodes = [Opcode.ReceiveMap],
                    Parts = Parts.Batches,
                    Occupancy = storing,
                    Latency = storing,
                    Accesses = [Map.Fill(perPart: true), ReceiverComponent.Incoming.Take(perPart: true)],
                    Activities = [new StepActivity(StoreMap, Quantity.Words)],
                },
                Compute("pool", Opcode.Pool, Pool, computing),
                Compute("merge", Opcode.Merge, Merge, computing),
            ],
        };
    }

    private static Quantity Taken { get; } =
        new("words taken", "words of a window, of all channels that are gathered, of one that is pooled, or one of each map that is added",
            work => work.Words);

    private static Step Compute(string name, Opcode opcode, ActivityKind kind, Formula time) => new()
    {
        Name = name,
        Unit = VectorComponent.Unit,
        Opcodes = [opcode],
        Occupancy = time,
        Latency = time,
        Accesses =
        [
            Map.Take(ends: Traits.ConsumesInput | Traits.LastColumn) with { IsOfAll = opcode == Opcode.Merge },
            VectorComponent.Output.Fill(),
        ],
        Activities = [new StepActivity(kind, Taken)],
    };
}
