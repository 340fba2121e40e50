using System.Collections.Immutable;
using SpinArch.Components.Arrays;
using SpinArch.Components.Chip;
using SpinArch.Components.Converter;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Dropout;
using SpinArch.Components.Elements;
using SpinArch.Components.Fluctuation;
using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Components.Receiver;
using SpinArch.Components.Registers;
using SpinArch.Components.Sampler;
using SpinArch.Components.Scaler;
using SpinArch.Components.Sender;
using SpinArch.Components.Sequencer;
using SpinArch.Components.Vector;
using SpinArch.Components.Windows;
using SpinArch.Components.Writer;
using SpinArch.Costs;
using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components;

/// <summary>The list of components, and what follows from all of them.</summary>
public static class ComponentCatalog
{
    /// <summary>
    /// Every component, in the order in which keys, rules and rows are listed. Units look for work in this order too, self-timed ones
    /// first.
    /// </summary>
    public static ImmutableArray<ComponentKind> All { get; } =
    [
        SamplerComponent.Kind,
        ScalerComponent.Kind,
        CrossbarComponent.Kind,
        ArrayComponent.Kind,
        FluctuationComponent.Kind,
        ConverterComponent.Kind,
        DropoutComponent.Kind,
        ElementsComponent.Kind,
        WriterComponent.Kind,
        RegistersComponent.Kind,
        VectorComponent.Kind,
        WindowComponent.Kind,
        NetworkComponent.Kind,
        SequencerComponent.Kind,
        PortComponent.Kind,
        SenderComponent.Kind,
        ReceiverComponent.Kind,
        ChipComponent.Kind,
    ];

    /// <summary>Every kind of unit that reports speak of, by number.</summary>
    public static ImmutableArray<UnitKind> Units { get; } = [.. All.SelectMany(component => component.Units).Order()];

    /// <summary>Every kind of activity, by number.</summary>
    public static ImmutableArray<ActivityKind> Activities { get; } = [.. All.SelectMany(component => component.Activities).Order()];

    /// <summary>The component of a name, as architectures list it; null where there is none.</summary>
    public static ComponentKind? Find(string name) => All.FirstOrDefault(component => !component.IsBasic && component.Name == name);

    /// <summary>The components of these names and those that every chip has, in the catalog's order.</summary>
    public static ImmutableArray<ComponentKind> Listed(IEnumerable<string> names) =>
        [.. All.Where(component => component.IsBasic || names.Contains(component.Name))];

    /// <summary>The keys that exist with these components.</summary>
    public static ImmutableArray<ConfigurationKey> KeysOf(ImmutableArray<ComponentKind> components) =>
    [
        .. components.SelectMany(component => component.Keys).Distinct()
            .Where(key => key.ExistsWith.IsEmpty || key.ExistsWith.Any(name => components.Any(component => component.Name == name))),
    ];

    /// <summary>A tile of an architecture.</summary>
    public static TilePlan PlanOf(ArchitectureSpec spec) =>
        new(Of(spec).Where(kind => kind.Under is not null).Select(kind => kind.Under!(spec)), spec);

    /// <summary>The components that an architecture lists, and those that every chip has.</summary>
    public static ImmutableArray<ComponentKind> Of(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Components.Count == 0 ? [] : spec.Components.All.CastArray<ComponentKind>();
    }

    /// <summary>The share of word lines that gates leave driven.</summary>
    public static double DrivenShareOf(ArchitectureSpec spec)
    {
        double share = 1;
        foreach (ComponentKind kind in Of(spec))
        {
            share *= kind.DrivenShare(spec);
        }

        return share;
    }

    /// <summary>How long what is done once a sample before the columns of a block of so many rows takes.</summary>
    public static Picoseconds PreludeTimeOf(ArchitectureSpec spec, int rows)
    {
        Picoseconds longest = Picoseconds.Zero;
        foreach (ComponentKind kind in Of(spec))
        {
            Picoseconds time = kind.Prelude(spec, rows).Time;
            longest = time.Value > longest.Value ? time : longest;
        }

        return longest;
    }

    /// <summary>Instructions that components put before a block's columns, once a sample.</summary>
    public static int PreludesOf(ArchitectureSpec spec)
    {
        int preludes = 0;
        foreach (ComponentKind kind in Of(spec))
        {
            preludes += kind.Preludes.Length;
        }

        return preludes;
    }

    /// <summary>Random bits that activities stand for.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="items">Items of all activities of a kind.</param>
    public static Int128 RandomBitsOf(ArchitectureSpec spec, Func<ActivityKind, Int128> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Int128 bits = 0;
        foreach ((ActivityKind activity, Func<ArchitectureSpec, long> each) in Of(spec).SelectMany(kind => kind.RandomBits))
        {
            bits = checked(bits + (items(activity) * each(spec)));
        }

        return bits;
    }

    /// <summary>Whether a tile works on whole layers, one after another.</summary>
    public static bool TakesWholeLayers(ArchitectureSpec spec) => Of(spec).Any(static kind => kind.TakesWholeLayers);

    /// <summary>Deviation of the draws that processing elements get, in their units.</summary>
    public static double DrawDeviationOf(ArchitectureSpec spec) => ElementDraws.DeviationOf(spec);

    /// <summary>Bits of means and deviations that a tile holds; without bound where weights lie in cells.</summary>
    public static long WeightBitsOf(ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return ElementsComponent.IsIn(spec) ? 1000L * spec.Part<ElementsSpec>().MemoryKilobits : long.MaxValue;
    }

    /// <summary>Whether the estimator and the functional path know every component of an architecture.</summary>
    public static bool HasClosedForm(ArchitectureSpec spec) => Of(spec).All(kind => kind.HasClosedForm);

    /// <summary>Refuses an architecture with a component that closed forms do not know.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="what">What does not know it.</param>
    /// <exception cref="InputException">It has one.</exception>
    public static void RequireClosedForm(ArchitectureSpec spec, string what)
    {
        foreach (ComponentKind kind in Of(spec))
        {
            if (!kind.HasClosedForm)
            {
                throw new InputException(spec.Name, $"{what} knows no component \"{kind.Name}\"; 'run' simulates it");
            }
        }
    }

    /// <summary>Operation queues of a tile.</summary>
    public static int QueuesOf(ArchitectureSpec spec)
    {
        int queues = 0;
        foreach (ComponentKind kind in Of(spec))
        {
            queues += kind.Queues(spec);
        }

        return queues;
    }

    /// <summary>A design as cost rules see it, its constants looked up on the way.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="longestCode">Instructions of the longest program.</param>
    internal static Design DesignOf(ArchitectureSpec spec, int longestCode = 0) =>
        new(spec, new LawConstants(spec.Technology), QueuesOf(spec), longestCode);
}
