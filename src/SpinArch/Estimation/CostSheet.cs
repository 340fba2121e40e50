using SpinArch.Components;
using SpinArch.Components.Network;
using SpinArch.Components.Port;
using SpinArch.Components.Sequencer;
using SpinArch.Costs;
using SpinArch.Energy;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Estimation;

/// <summary>
/// The cost and area rules of a list of components under a technology, ready to be multiplied by counts: what <see cref="EnergyModel"/> and
/// <see cref="AreaModel"/> make of the same rules, without a term, a site or an allocation a design. Energy is linear in the counts of each
/// group of tiles, but for idle leakage, which is never less than nothing. Not for several threads at once.
/// </summary>
internal sealed class CostSheet
{
    private readonly TechnologySpec _technology;
    private readonly ComponentList _components;
    private readonly LawConstants _constants;
    private readonly CostRule[] _rules;
    private readonly Price[] _prices;
    private readonly Price?[] _leakages;
    private readonly IdleRule[] _idles;
    private readonly Price[] _idlePrices;
    private readonly int[][] _active;
    private readonly AreaRule[] _areas;
    private readonly double[] _areaConstants;

    // Of the design at hand: prices that are the same for every tile, and what the leakage of each rule has charged of one tile.
    private readonly (Quectojoules Cost, Quectojoules Leakage)[] _known;
    private readonly bool[] _isKnown;
    private readonly (bool IsKnown, Quectojoules Leakage)[] _knownIdle;
    private readonly Int128[] _charged;

    public CostSheet(ArchitectureSpec spec)
    {
        _technology = spec.Technology;
        _components = spec.Components;
        _constants = new LawConstants(spec.Technology);
        ComponentKind[] kinds = [.. ComponentCatalog.Of(spec)];
        _rules = [.. kinds.SelectMany(kind => kind.Costs)];
        _prices = [.. _rules.Select(rule => rule.Price(_technology))];
        _leakages = [.. _rules.Select(rule => rule.Leakage?.PriceUnder(_technology))];
        _idles = [.. kinds.SelectMany(kind => kind.Idles)];
        _idlePrices = [.. _idles.Select(rule => rule.Leakage.PriceUnder(_technology))];
        _active = [.. _idles.Select(rule => rule.Active.Select(active => Array.FindIndex(_rules,
            other => ReferenceEquals(other, active))).ToArray())];
        _areas = [.. kinds.SelectMany(kind => kind.Areas)];
        _areaConstants = [.. _areas.Select(rule => _technology[rule.Constant].Value)];
        _known = new (Quectojoules, Quectojoules)[_rules.Length];
        _isKnown = new bool[_rules.Length];
        _knownIdle = new (bool, Quectojoules)[_idles.Length];
        _charged = new Int128[_rules.Length];
    }

    /// <summary>Whether it is that of an architecture.</summary>
    public bool IsOf(ArchitectureSpec spec) => ReferenceEquals(spec.Technology, _technology) && _components.Equals(spec.Components);

    /// <summary>Energies of a run.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="layout">The chip.</param>
    /// <param name="samples">Samples an input.</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="powered">How long the chip is powered [ps].</param>
    public EnergySums EnergyOf(ArchitectureSpec spec, DesignLayout layout, int samples, int inputs, long powered)
    {
        var sums = default(EnergySums);
        Design design = DesignOf(spec, layout);
        Array.Clear(_isKnown);
        Array.Clear(_knownIdle);
        Span<ActivityTotals> totals = stackalloc ActivityTotals[ActivityLedger.Kinds];
        for (int index = 0; index < layout.Groups.Length; index++)
        {
            TileGroup group = layout.Groups[index];
            GroupTotals.Fill(totals, in group, layout, spec, samples, inputs);
            TileShape shape = ShapeOf(spec, layout, in group);
            AddRules(ref sums, in design, totals, in shape, group.Tiles);
            AddIdle(ref sums, in design, Place.Tile, in shape, group.Tiles, powered);
        }

        TileShape none = default;
        totals.Clear();
        Whole(totals, SequencerComponent.Fetch, Loops(layout, samples) * inputs);
        Whole(totals, NetworkComponent.Hop, (((Int128)layout.Rounds(samples) * layout.SampleHops) + layout.InputHops) * inputs);
        Whole(totals, PortComponent.PortSend, (Int128)layout.PortFlits * inputs);
        Whole(totals, PortComponent.PortReceive, (Int128)layout.ResultFlits * inputs);
        AddRules(ref sums, in design, totals, in none, 1);
        AddIdle(ref sums, in design, Place.Channel, in none, layout.ReceiveChannels, powered);
        AddIdle(ref sums, in design, Place.Router, in none, layout.Routers, powered);
        return sums;
    }

    /// <summary>Area of a chip [mm2].</summary>
    public double AreaOf(ArchitectureSpec spec, DesignLayout layout)
    {
        decimal sum = 0;
        Design design = DesignOf(spec, layout);
        TileShape none = default;
        for (int rule = 0; rule < _areas.Length; rule++)
        {
            if (_areas[rule].Place != Place.Tile)
            {
                long places = _areas[rule].Place switch
                {
                    Place.Tile => layout.Tiles,
                    Place.Channel => layout.ReceiveChannels,
                    Place.Router => layout.Routers,
                    Place.Port => 1,
                };
                sum += Area(rule, in design, in none, places);
            }
        }

        for (int index = 0; index < layout.Groups.Length; index++)
        {
            TileGroup group = layout.Groups[index];
            TileShape shape = ShapeOf(spec, layout, in group);
            for (int rule = 0; rule < _areas.Length; rule++)
            {
                if (_areas[rule].Place == Place.Tile)
                {
                    sum += Area(rule, in design, in shape, group.Tiles);
                }
            }
        }

        return (double)sum;
    }

    private static TileShape ShapeOf(ArchitectureSpec spec, DesignLayout layout, in TileGroup group)
    {
        bool isNeuron = layout.Layers[group.Layer].ColumnSum == ColumnSum.Neuron;
        return new TileShape(spec, group.Work.Rows, group.Columns, isDigital: !isNeuron, hasNeurons: isNeuron);
    }

    private static Int128 Loops(DesignLayout layout, int samples)
    {
        Int128 loops = 0;
        for (int index = 0; index < layout.Layers.Length; index++)
        {
            LayerLayout layer = layout.Layers[index];
            loops += ((Int128)layer.Loops * layer.Samples(samples)) - layer.LoopsMissed;
        }

        return loops;
    }

    private static void Whole(Span<ActivityTotals> totals, ActivityKind kind, Int128 count) =>
        totals[kind.Number] = new ActivityTotals(checked((long)count), checked((long)count), 0, 0, 0);

    private Design DesignOf(ArchitectureSpec spec, DesignLayout layout) =>
        new(spec, _constants, ComponentCatalog.QueuesOf(spec), layout.LongestCode);

    private decimal Area(int index, in Design design, in TileShape shape, long places)
    {
        AreaRule rule = _areas[index];
        long instances = rule.Instances(in design, in shape);
        return instances == 0 ? 0
            : (decimal)CostLaws.Scaled(_areaConstants[index], rule.Times?.Invoke(in design, in shape) ?? 1) * (instances * places);
    }

    private void AddRules(ref EnergySums sums, in Design design, ReadOnlySpan<ActivityTotals> totals, in TileShape shape, long tiles)
    {
        for (int index = 0; index < _rules.Length; index++)
        {
            CostRule rule = _rules[index];
            _charged[index] = 0;
            ref readonly ActivityTotals of = ref totals[rule.Activity.Number];
            if (of.Count == 0)
            {
                continue;
            }

            long factor = rule.Factor(in design, in shape);
            if (factor == 0)
            {
                continue;
            }

            (Quectojoules cost, Quectojoules leakage) = PriceOf(index, in design, in shape);
            Int128 count = rule.QuantumBasis switch
            {
                QuantumBasis.None => (Int128)(rule.Basis == CountBasis.Items ? of.Items : of.Count) * factor,
                QuantumBasis.Quanta => of.Quanta,
                QuantumBasis.Drive => of.Drive,
            };
            bool isPaper = rule.Scope == TermScope.Paper;
            Quectojoules dynamic = count * cost * tiles;
            sums.DynamicPaper += isPaper ? dynamic : Quectojoules.Zero;
            sums.DynamicSystem += isPaper ? Quectojoules.Zero : dynamic;
            if (rule.Leakage is { } leaks)
            {
                _charged[index] = count * leaks.Time(in design, in shape);
                Quectojoules leaked = _charged[index] * leakage * tiles;
                sums.LeakagePaper += isPaper ? leaked : Quectojoules.Zero;
                sums.LeakageSystem += isPaper ? Quectojoules.Zero : leaked;
            }
        }
    }

    private void AddIdle(ref EnergySums sums, in Design design, Place place, in TileShape shape, long places, long powered)
    {
        for (int index = 0; index < _idles.Length; index++)
        {
            IdleRule rule = _idles[index];
            if (rule.Place != place)
            {
                continue;
            }

            Int128 count = (Int128)rule.Devices(in design, in shape) * powered;
            foreach (int active in _active[index])
            {
                count -= _charged[active];
            }

            if (count > 0)
            {
                sums.LeakageSystem += count * IdlePriceOf(index, in design, in shape) * places;
            }
        }
    }

    private (Quectojoules Cost, Quectojoules Leakage) PriceOf(int index, in Design design, in TileShape shape)
    {
        if (!_isKnown[index])
        {
            _known[index] = (_prices[index](in design, in shape), _leakages[index]?.Invoke(in design, in shape) ?? Quectojoules.Zero);
            _isKnown[index] = _rules[index].Variant is null;
        }

        return _known[index];
    }

    private Quectojoules IdlePriceOf(int index, in Design design, in TileShape shape)
    {
        if (!_knownIdle[index].IsKnown)
        {
            _knownIdle[index] = (_idles[index].Variant is null, _idlePrices[index](in design, in shape));
        }

        return _knownIdle[index].Leakage;
    }
}
