using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Costs;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Resolves the cost rules of a chip's components for its sites: a rule becomes a term for each kind of tile that it prices apart.
/// </summary>
internal sealed class EnergyTermBuilder
{
    private readonly List<EnergyTerm> _terms = [];
    private readonly List<IdleTerm> _idles = [];
    private readonly Dictionary<CostRule, List<int>> _leakages = new(ReferenceEqualityComparer.Instance);
    private readonly Program _program;
    private readonly TechnologySpec _technology;
    private readonly Design _design;

    public EnergyTermBuilder(ArchitectureSpec spec, Program program)
    {
        _program = program;
        _technology = spec.Technology;
        _design = ComponentCatalog.DesignOf(spec, program.Tiles.Select(tile => tile.Code.Length).DefaultIfEmpty(0).Max());
        Sites = SiteMap.Of(program);
        Tiles = [.. program.Tiles.Select(tile => TileShape.Of(spec, tile))];
        foreach (ComponentKind component in ComponentCatalog.Of(spec))
        {
            foreach (CostRule rule in component.Costs)
            {
                Add(rule);
            }
        }

        foreach (ComponentKind component in ComponentCatalog.Of(spec))
        {
            foreach (IdleRule rule in component.Idles)
            {
                Add(rule);
            }
        }
    }

    public SiteMap Sites { get; }

    public ImmutableArray<TileShape> Tiles { get; }

    public ImmutableArray<EnergyTerm> Terms => [.. _terms];

    public ImmutableArray<IdleTerm> Idles => [.. _idles];

    // A term that applies nowhere is left out.
    private void Add(CostRule rule)
    {
        Price price = rule.Price(_technology);
        Price? leaked = rule.Leakage?.PriceUnder(_technology);
        foreach (double variant in VariantsOf(rule.Variant))
        {
            TileShape tile = Representative(rule.Variant, variant);
            ImmutableArray<long> factor = PerSite(rule.Activity.Place, rule.Factor, rule.Variant, variant);
            if (factor.All(value => value == 0))
            {
                continue;
            }

            string[] laws = rule.LawKeys?.Invoke(in _design, in tile) ?? [];
            Quectojoules cost = price(in _design, in tile);
            bool ofData = rule.QuantumBasis != QuantumBasis.None;
            var term = new EnergyTerm
            {
                Unit = rule.Unit,
                Action = rule.Action,
                Kind = TermKind.Dynamic,
                Scope = rule.Scope,
                Activity = rule.Activity,
                Basis = ofData ? CountBasis.Activities : rule.Basis,
                Factor = factor,
                Cost = ofData ? Quectojoules.Zero : cost,
                QuantumBasis = rule.QuantumBasis,
                QuantumCost = ofData ? cost : Quectojoules.Zero,
                Source = SourceOf([.. rule.Constants, .. laws]),
                Assumption = IsAssumption([.. rule.Constants, .. laws]),
            };
            _terms.Add(term);
            if (leaked is null)
            {
                continue;
            }

            long time = rule.Leakage!.Time(in _design, in tile);
            string[] keys = [rule.Leakage.Constant, .. rule.Constants.Skip(1), .. laws];
            Note(rule, _terms.Count);
            _terms.Add(term with
            {
                Kind = TermKind.Leakage,
                Factor = [.. factor.Select(value => checked(value * time))],
                Cost = leaked(in _design, in tile),
                Source = SourceOf(keys),
                Assumption = IsAssumption(keys),
            });
        }
    }

    private void Add(IdleRule rule)
    {
        Price price = rule.Leakage.PriceUnder(_technology);
        foreach (double variant in VariantsOf(rule.Variant))
        {
            TileShape tile = Representative(rule.Variant, variant);
            ImmutableArray<long> devices = PerSite(rule.Place, rule.Devices, rule.Variant, variant);
            if (devices.All(value => value == 0))
            {
                continue;
            }

            _idles.Add(new IdleTerm
            {
                Unit = rule.Unit,
                Action = rule.Action,
                Devices = devices,
                Cost = price(in _design, in tile),
                Active = [.. rule.Active.SelectMany(active => _leakages.GetValueOrDefault(active)
                    ?? []).Where(index => IsOf(_terms[index], devices))],
                Source = SourceOf([rule.Leakage.Constant]),
                Assumption = IsAssumption([rule.Leakage.Constant]),
            });
        }
    }

    private void Note(CostRule rule, int term)
    {
        if (!_leakages.TryGetValue(rule, out List<int>? terms))
        {
            _leakages[rule] = terms = [];
        }

        terms.Add(term);
    }

    // Of a rule with variants, the terms of these tiles.
    private static bool IsOf(EnergyTerm term, ImmutableArray<long> devices) =>
        term.Factor.Zip(devices).Any(pair => pair is { First: > 0, Second: > 0 });

    private IEnumerable<double> VariantsOf(Variant? variant) =>
        variant is null ? [0] : Tiles.Select(tile => variant(in _design, in tile)).Distinct().Order();

    private TileShape Representative(Variant? variant, double value) =>
        variant is null ? Tiles.FirstOrDefault() : Tiles.First(tile => variant(in _design, in tile) == value);

    private ImmutableArray<long> PerSite(Place place, Count count, Variant? variant, double value)
    {
        var values = new long[Sites.Count];
        TileShape none = default;
        switch (place)
        {
            case Place.Tile:
                for (int tile = 0; tile < Sites.Tiles; tile++)
                {
                    TileShape shape = Tiles[tile];
                    values[tile] = variant is null || variant(in _design, in shape) == value ? count(in _design, in shape) : 0;
                }

                break;
            case Place.Channel:
                for (int tile = 0; tile < Sites.Tiles; tile++)
                {
                    values[tile] = count(in _design, in none) * _program.Tiles[tile].Receives.Length;
                }

                break;
            case Place.Router:
                values.AsSpan(Sites.FirstRouter).Fill(count(in _design, in none));
                break;
            case Place.Port:
                values[Sites.Port] = count(in _design, in none);
                break;
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    private string SourceOf(string[] keys) => string.Join("; ", keys.Select(key => $"{key}: {_technology[key].Source}"));

    private bool IsAssumption(string[] keys) => keys.Any(key => _technology[key].Assumption);
}
