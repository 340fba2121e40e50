using SpinArch.Tiles;

namespace SpinArch.Hardware;

/// <summary>An access of a step, resolved for one tile so that looking at it is arithmetic only.</summary>
internal readonly struct PlannedAccess
{
    private readonly int[] _base;
    private readonly int _columnMask;

    public PlannedAccess(Access access, TileStores stores, int blocks)
    {
        Store = access.Store;
        When = access.When;
        Begins = access.Begins;
        Ends = access.Ends;
        IsPerPart = access.IsPerPart;
        Kind = access.Store.Scope switch
        {
            StoreScope.Tile or StoreScope.Block or StoreScope.Column => access.Use switch
            {
                Use.Take => AccessKind.TakeBank,
                Use.Keep => AccessKind.KeepBank,
                Use.Fill => AccessKind.FillBank,
                Use.Replace => throw new ArgumentException($"{access.Store.Name} has banks: nothing is replaced there", nameof(access)),
            },
            StoreScope.Pair => access.Use == Use.Replace ? AccessKind.ReplaceContent : AccessKind.KeepContent,
            StoreScope.Map => access.Use == Use.Take ? AccessKind.TakeWindow : AccessKind.Message,
            StoreScope.Channel or StoreScope.Router => AccessKind.Message,
        };
        _columnMask = access.Store.Scope == StoreScope.Column ? -1 : 0;
        _base = Kind is AccessKind.TakeBank or AccessKind.KeepBank or AccessKind.FillBank
            ? [.. Enumerable.Range(0, blocks).Select(block => block - access.BlocksBack)
                .Select(block => block >= 0 && block < blocks ? stores.Of(access.Store).Index(block, 0) : -1)]
            : [];
        IsOfAll = access.IsOfAll;
        StartsNewVector = access.Store.Scope == StoreScope.Block && access.Use == Use.Take;
    }

    public readonly Store Store;

    public readonly AccessKind Kind;

    public readonly Traits When;

    public readonly Traits Begins;

    public readonly Traits Ends;

    public readonly bool IsPerPart;

    /// <summary>Whether every block up to the operation's is meant.</summary>
    public readonly bool IsOfAll;

    /// <summary>Whether its end means that the word lines of the block are driven anew.</summary>
    public readonly bool StartsNewVector;

    /// <summary>The ring that an operation uses.</summary>
    public int Ring(in Operation operation) => _base[operation.Block] + (operation.Column & _columnMask);
}
