using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>Which units something that happens may concern, as sets of a bit each: all of it follows from who uses what.</summary>
internal sealed class TileWakes
{
    private const int SequencerBit = 1 << 30;

    private readonly TilePlan _plan;
    private readonly int[] _freed;
    private readonly int[] _done;

    public TileWakes(TilePlan plan)
    {
        _plan = plan;
        SelfTimed = Set(plan.Units.Where(unit => unit.Clocking == Clocking.SelfTimed));
        OnArrival = Set(Units(StoreScope.Channel, Use.Take));
        OnCredit = Set(Units(StoreScope.Channel, Use.Fill));
        OnRoom = Set(Units(StoreScope.Router, Use.Fill));
        _freed = [.. plan.Units.Select(unit => Set([unit]) | Set(Of(unit).Where(Empties).SelectMany(access => Others(access.Store, Use.Fill, Use.Replace))) | (unit.HoldsSlot ? SequencerBit : 0))];
        _done = [.. plan.Units.Select(unit => Set(Of(unit).Where(access => access.Use is Use.Fill or Use.Replace).SelectMany(access => Others(access.Store, Use.Take, Use.Keep))))];
    }

    /// <summary>Units that start when they can, edge or not.</summary>
    public int SelfTimed { get; }

    /// <summary>A flit has come.</summary>
    public int OnArrival { get; }

    /// <summary>A credit has come.</summary>
    public int OnCredit { get; }

    /// <summary>The router has room.</summary>
    public int OnRoom { get; }

    /// <summary>A part has ended.</summary>
    /// <param name="unit">Index of its unit.</param>
    /// <param name="ends">What of it has: <see cref="TileEvent.Freed"/>, <see cref="TileEvent.Done"/> or both.</param>
    public int OnEnd(int unit, int ends) =>
        ((ends & TileEvent.Freed) != 0 ? _freed[unit] : 0) | ((ends & TileEvent.Done) != 0 ? _done[unit] : 0);

    // A content that is kept is free for others when its last reader has ended.
    private static bool Empties(Access access) => access.Use == Use.Take || access.Store.Scope == StoreScope.Pair;

    private IEnumerable<Access> Of(TileUnit unit) => _plan.Steps.Where(step => step.Unit == unit).SelectMany(step => step.Accesses);

    private IEnumerable<TileUnit> Others(Store store, Use one, Use other) =>
        _plan.Steps.Where(step => step.Accesses.Any(access => access.Store == store && (access.Use == one || access.Use == other))).Select(step => step.Unit);

    private IEnumerable<TileUnit> Units(StoreScope scope, Use use) =>
        _plan.Steps.Where(step => step.Accesses.Any(access => access.Store.Scope == scope && access.Use == use)).Select(step => step.Unit);

    private int Set(IEnumerable<TileUnit> units) => units.Aggregate(0, (set, unit) => set | (1 << _plan.Units.IndexOf(unit)));
}
