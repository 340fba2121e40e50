using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>Collects the terms of a model; the classes that know one part of the chip each add theirs through it.</summary>
internal sealed class TermBuilder
{
    private readonly List<EnergyTerm> terms = [];
    private readonly List<IdleTerm> idles = [];

    public TermBuilder(ArchitectureSpec spec, Program program)
    {
        Spec = spec;
        Program = program;
        Sites = SiteMap.Of(program);
        Tiles = [.. program.Tiles.Select(tile => TileDevices.Of(spec, tile))];
        Laws = CostLaws.Of(spec);
    }

    /// <summary>How long an access to a digital unit draws its power: a rule of the constants' source, whatever our own clock is.</summary>
    public Picoseconds Access => new((long)Math.Round(Value("peripheral.accessTime") * 1000));

    public ArchitectureSpec Spec { get; }

    public Program Program { get; }

    public SiteMap Sites { get; }

    public ImmutableArray<TileDevices> Tiles { get; }

    public TechnologySpec Technology => Spec.Technology;

    /// <summary>What this design pays beyond the published points.</summary>
    public CostLaws Laws { get; }

    public ImmutableArray<EnergyTerm> Terms => [.. terms];

    public ImmutableArray<IdleTerm> Idles => [.. idles];

    /// <summary>The key behind <see cref="CostLaws.Clocked"/>, where it is in force.</summary>
    public string[] Speed => Laws.Clocked == 1 ? [] : ["peripheral.speedExponent"];

    public decimal Value(string key) => (decimal)Technology[key].Value;

    /// <summary>Energy of a power constant over a time.</summary>
    public Quectojoules Power(string key, Picoseconds time, decimal times = 1) => Quectojoules.FromPower(Value(key) * times, time);

    /// <summary>A published energy, times a law.</summary>
    public Quectojoules Energy(string key, decimal times) => Quectojoules.FromFemtojoules(Technology[key].Value, times);

    /// <summary>The same factor at every tile.</summary>
    public ImmutableArray<long> EachTile(long factor) => PerTile(_ => factor);

    /// <summary>A factor by tile; nothing at port and routers.</summary>
    public ImmutableArray<long> PerTile(Func<TileDevices, long> factor)
    {
        var values = new long[Sites.Count];
        for (int tile = 0; tile < Sites.Tiles; tile++)
        {
            values[tile] = factor(Tiles[tile]);
        }

        return Immutable(values);
    }

    /// <summary>The same factor everywhere: the kind of activity alone decides.</summary>
    public ImmutableArray<long> Everywhere(long factor) => [.. Enumerable.Repeat(factor, Sites.Count)];

    /// <summary>A factor at the routers only.</summary>
    public ImmutableArray<long> EachRouter(long factor) =>
        [.. Enumerable.Range(0, Sites.Count).Select(site => site >= Sites.FirstRouter ? factor : 0)];

    /// <summary>Adds a term and returns its index. A term that applies nowhere is left out and gives -1.</summary>
    public int Add(
        UnitKind unit,
        string action,
        TermScope scope,
        ActivityKind activity,
        CountBasis basis,
        ImmutableArray<long> factor,
        Quectojoules cost,
        string[] keys,
        TermKind kind = TermKind.Dynamic,
        QuantumBasis quantumBasis = QuantumBasis.None,
        Quectojoules quantumCost = default)
    {
        if (factor.All(value => value == 0))
        {
            return -1;
        }

        terms.Add(new EnergyTerm
        {
            Unit = unit,
            Action = action,
            Kind = kind,
            Scope = scope,
            Activity = activity,
            Basis = basis,
            Factor = factor,
            Cost = cost,
            QuantumBasis = quantumBasis,
            QuantumCost = quantumCost,
            Source = SourceOf(keys),
            Assumption = IsAssumption(keys),
        });
        return terms.Count - 1;
    }

    /// <summary>Adds a dynamic term of one access per count and its leakage while active; returns the leakage term's index.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="action">What it does.</param>
    /// <param name="scope">The account.</param>
    /// <param name="activity">The activities looked at.</param>
    /// <param name="basis">What is counted of them.</param>
    /// <param name="factor">Accesses per count, by site.</param>
    /// <param name="time">How long an access draws power and leaks.</param>
    /// <param name="powerKey">Power of an access.</param>
    /// <param name="leakageKey">Leakage of the device.</param>
    /// <param name="times">Devices that one access is: both powers count so often.</param>
    /// <param name="law">A factor of <see cref="CostLaws"/> on the power alone.</param>
    /// <param name="otherKeys">Keys whose figures are behind the factors.</param>
    public int AddAccess(
        UnitKind unit,
        string action,
        TermScope scope,
        ActivityKind activity,
        CountBasis basis,
        ImmutableArray<long> factor,
        Picoseconds time,
        string powerKey,
        string leakageKey,
        decimal times = 1,
        decimal law = 1,
        params string[] otherKeys)
    {
        Add(unit, action, scope, activity, basis, factor, Power(powerKey, time, times * law), [powerKey, .. otherKeys]);
        ImmutableArray<long> powered = [.. factor.Select(value => checked(value * time.Value))];
        Quectojoules picosecond = Power(leakageKey, new Picoseconds(1), times);
        return Add(unit, action, scope, activity, basis, powered, picosecond, [leakageKey, .. otherKeys], TermKind.Leakage);
    }

    /// <summary>Adds leakage of idle devices, less what the active terms charge.</summary>
    public void AddIdle(UnitKind unit, string action, ImmutableArray<long> devices, string key, decimal times, params int[] active)
    {
        if (devices.All(value => value == 0))
        {
            return;
        }

        idles.Add(new IdleTerm
        {
            Unit = unit,
            Action = action,
            Devices = devices,
            Cost = Power(key, new Picoseconds(1), times),
            Active = [.. active.Where(index => index >= 0)],
            Source = SourceOf([key]),
            Assumption = IsAssumption([key]),
        });
    }

    private string SourceOf(string[] keys) =>
        string.Join("; ", keys.Select(key => $"{key}: {Technology[key].Source}"));

    private bool IsAssumption(string[] keys) => keys.Any(key => Technology[key].Assumption);

    private static ImmutableArray<long> Immutable(long[] values) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(values);
}
