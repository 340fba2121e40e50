using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Configuration;

/// <summary>Puts validated values into a specification, key by key, and checks what no single key can.</summary>
internal static class ArchitectureBuilder
{
    /// <summary>The specification of these values.</summary>
    /// <exception cref="InputException">Two keys contradict each other.</exception>
    internal static ArchitectureSpec Build(
        string name, ComponentList components, TechnologySpec technology, ImmutableArray<EffectiveValue> values)
    {
        ArchitectureSpec spec = Blank(name, technology, ArchitectureHash.Of(values)) with
        {
            Components = components,
        };
        foreach (EffectiveValue value in values)
        {
            spec = KeyTable.Find(value.Key)!.Apply(spec, value.Value);
        }

        Check(spec, values);
        return spec;
    }

    /// <summary>Refuses a list of components that does not make a tile: one that lacks what another one takes or fills.</summary>
    /// <param name="components">The components.</param>
    /// <param name="place">Where they are listed.</param>
    /// <exception cref="InputException">They do not.</exception>
    internal static void CheckTile(ImmutableArray<ComponentKind> components, string place)
    {
        if (components.FirstOrDefault(kind => kind.WorksOn.Length > 0 && !components.Any(other => other.Name == kind.WorksOn)) is { } alone)
        {
            throw new InputException(place,
                $"components: \"{alone.Name}\" works on \"{alone.WorksOn}\", which is not listed; add it, or leave it out");
        }

        ArchitectureSpec blank = Blank("",
            new TechnologySpec { Name = "", Constants = ImmutableSortedDictionary<string, TechnologyConstant>.Empty }, "") with
        {
            Components = new ComponentList(ImmutableArray<ListedComponent>.CastUp(components)),
        };
        bool hasSigma = ComponentCatalog.KeysOf(components).Any(key => key.Name == "weight.sigmaBits");
        blank = blank with { Weight = blank.Weight with { SigmaBits = hasSigma ? 1 : 0 } };
        Tiles.Component[] parts = [.. components.Where(kind => kind.Under is not null).Select(kind => kind.Under!(blank))];
        foreach (Step step in parts.SelectMany(part => part.Steps))
        {
            foreach (Store store in step.Accesses.Select(access => access.Store).Where(store => !parts.Any(part => part.Stores.Contains(store))))
            {
                ComponentKind missing = ComponentCatalog.All.First(kind => kind.Under?.Invoke(blank).Stores.Contains(store) == true);
                throw new InputException(place,
                    $"components: the {step.Unit.Name} needs the {store.Label} of \"{missing.Name}\", which is not listed; add it");
            }
        }

        // What is filled and never emptied would stop the tile.
        Step[] steps = [.. parts.SelectMany(part => part.Steps)];
        Access[] accesses = [.. steps.SelectMany(step => step.Accesses),
            .. parts.SelectMany(part => part.Joins).Select(join => join.Access)];
        foreach (Step step in steps)
        {
            if (step.Accesses.FirstOrDefault(access => access.Use == Use.Fill
                && access.Store.Scope is (StoreScope.Tile or StoreScope.Block or StoreScope.Column)
                && !accesses.Any(other => other.Store == access.Store && other.Use == Use.Take)) is { } filled)
            {
                throw new InputException(place,
                    $"components: the {step.Unit.Name} fills the {filled.Store.Label}, which nothing listed takes; leave its component out, or add what takes it");
            }
        }
    }

    private static void Check(ArchitectureSpec spec, ImmutableArray<EffectiveValue> values)
    {
        if (values.Any(value => value.Key == "sampler.rowReadNs") && spec.Sampler.Batch == Picoseconds.Zero)
        {
            throw new InputException(
                Place("sampler.rowReadNs"),
                "sampler.resetNs, sampler.relaxNs and sampler.rowReadNs are all 0, so a batch of Gaussians takes no time; at least one must be above 0");
        }

        if (spec.Sampler.Arrays > 1 && spec.Device.TrngBiasSpread > 0)
        {
            throw new InputException(
                Place("sampler.arrays"),
                FormattableString.Invariant($"sampler.arrays = {spec.Sampler.Arrays} with device.trngBiasSpread = {spec.Device.TrngBiasSpread}: which array's junctions draw a bit is not modelled; set sampler.arrays to 1 or device.trngBiasSpread to 0"));
        }

        if (spec.Device.StuckOff + spec.Device.StuckOn > 1)
        {
            throw new InputException(
                Place("device.stuckOn"),
                FormattableString.Invariant($"device.stuckOff + device.stuckOn is {spec.Device.StuckOff + spec.Device.StuckOn}, above all cells; allowed is at most 1"));
        }

        if (spec.Crossbar.BlocksPerTile > 0 && spec.Crossbar.BlocksPerTile < spec.Crossbar.PairsPerTile)
        {
            throw new InputException(
                Place("crossbar.blocksPerTile"),
                FormattableString.Invariant($"crossbar.blocksPerTile = {spec.Crossbar.BlocksPerTile} is fewer than crossbar.pairsPerTile = {spec.Crossbar.PairsPerTile}; allowed is 0 (as many as pairs) or {spec.Crossbar.PairsPerTile} to 16"));
        }

        if (!spec.Mapping.TileBudget.IsUnbounded && spec.Mapping.Replicas != 1)
        {
            throw new InputException(
                Place("mapping.tileBudget"),
                FormattableString.Invariant($"mapping.tileBudget = {spec.Mapping.TileBudget} lets the compiler choose copies, mapping.replicas = {spec.Mapping.Replicas} sets them; leave one of them out"));
        }

        if (spec.Mapping.MuReuse && ComponentCatalog.Of(spec).FirstOrDefault(component => component.Gates is not null) is { } gating)
        {
            throw new InputException(
                Place("mapping.muReuse"),
                    $"mapping.muReuse keeps a mean for all samples, and the {gating.Name} gates other word lines in each; set it to false");
        }

        foreach (ComponentKind component in ComponentCatalog.Of(spec))
        {
            if (component.Refuses(spec) is var (key, problem))
            {
                throw new InputException(Place(key), problem);
            }
        }

        Inside("mesh.width", spec.Mesh.Width, spec.Mesh.PortX);
        Inside("mesh.height", spec.Mesh.Height, spec.Mesh.PortY);

        void Inside(string key, Extent extent, int at)
        {
            if (at >= extent.Limit)
            {
                throw new InputException(
                    Place("mesh.port"),
                    FormattableString.Invariant($"mesh.port = {spec.Mesh.PortX},{spec.Mesh.PortY} lies outside the mesh: {key} = {extent.Limit} allows 0 to {extent.Limit - 1}"));
            }
        }

        string Place(string key) => values.First(value => value.Key == key).Place;
    }

    // Every member is set by its key afterwards; the loader has made sure that each key has a value.
    private static ArchitectureSpec Blank(string name, TechnologySpec technology, string hash)
    {
        Picoseconds none = Picoseconds.Zero;
        Extent open = Extent.Unbounded;
        var banks = new BankSpec { Banks = 0 };
        return new ArchitectureSpec
        {
            Name = name,
            Components = new ComponentList([]),
            Clock = new ClockSpec { Period = none },
            Crossbar = new CrossbarSpec
            {
                Rows = open,
                Columns = open,
                ColumnRead = none,
                PairsPerTile = 0,
                BlocksPerTile = 0,
                RowWrite = none,
                ColumnSum = ColumnSum.Digital
            },
            Sampler = new SamplerSpec
            {
                Lanes = open,
                Reset = none,
                Relax = none,
                RowRead = none,
                Normalise = none,
                Variables = 0,
                Bits = 0,
                Banks = 0,
                Arrays = 1,
            },
            Scaler = new ScalerSpec { Width = open },
            SigmaInput = banks,
            SampleHold = banks,
            Input = banks,
            Latch = banks,
            Adc = new AdcSpec { Bits = 0, Interval = none, Latency = none, PerTile = 1, Lossless = false },
            Dac = new DacSpec { Bits = 0 },
            Neuron = new NeuronSpec { Bits = 0 },
            Weight = new WeightSpec { MeanBits = 0, SigmaBits = 0, CellBits = 0 },
            Device = new DeviceSpec
            {
                ConductanceSpread = 0,
                StuckOff = 0,
                StuckOn = 0,
                ReadNoise = 0,
                LineResistance = 0,
                TrngBias = 0,
                TrngBiasSpread = 0,
                Hops = 0,
                Sites = 0,
                Seed = 0
            },
            Vector = new VectorSpec { Width = 1 },
            Sequencer = new SequencerSpec { QueueDepth = 0 },
            Link = new LinkSpec { Hop = none, Flit = none, FlitBits = 0, BufferFlits = 0, ReceiveFlits = 0 },
            Mesh = new MeshSpec { Width = open, Height = open, PortX = 0, PortY = 0 },
            Mapping = new MappingSpec
            {
                FanIn = default,
                GreedyBlocks = false,
                Replicas = 1,
                TileBudget = open,
                Placement = "",
                MuReuse = false
            },
            Activity = new ActivitySpec { MeanSquareDrive = 0, MeanLevel = 0 },
            Technology = technology,
            Hash = hash,
        };
    }
}
