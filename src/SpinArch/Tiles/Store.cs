using SpinArch.Specs;

namespace SpinArch.Tiles;

/// <summary>
/// A place between units: a ring of banks that a producer reserves, fills, and a consumer empties, in order
/// (<c>docs/timing-model.md</c>, section 1). A store is known by its instance.
/// </summary>
/// <param name="Name">One word, as signals and keys spell it: <c>sigmaInput</c>.</param>
/// <param name="Label">What one of its banks is called in a sentence: <c>sigma DAC register bank</c>.</param>
/// <param name="Scope">Of what there is one each.</param>
/// <param name="Key">The configuration key that gives its depth; empty where none does.</param>
/// <param name="Banks">The depth under an architecture.</param>
public sealed record Store(string Name, string Label, StoreScope Scope, string Key, Func<ArchitectureSpec, int> Banks)
{
    /// <summary>Whether waveforms show how many of its banks are full; stores of columns would be too many.</summary>
    public bool IsShown => Scope is StoreScope.Tile or StoreScope.Block;

    /// <summary>The unit needs a full bank, and empties it when its occupancy ends.</summary>
    /// <param name="when">Operations that need it at all.</param>
    /// <param name="ends">Operations that empty it; the others leave it full.</param>
    /// <param name="perPart">Whether every part of an operation takes a bank of its own.</param>
    /// <param name="blocksBack">0: of the operation's block; 1: of the block before it.</param>
    public Access Take(Traits when = Traits.None, Traits ends = Traits.None, bool perPart = false, int blocksBack = 0) =>
        new(this, Use.Take) { When = when, Ends = ends, IsPerPart = perPart, BlocksBack = blocksBack };

    /// <summary>The unit needs a full bank and leaves it to another unit to empty it.</summary>
    /// <param name="when">Operations that need it at all.</param>
    /// <param name="ends">Operations after which the unit goes on to the bank behind.</param>
    public Access Keep(Traits when = Traits.None, Traits ends = Traits.None) => new(this, Use.Keep) { When = when, Ends = ends };

    /// <summary>The unit reserves an empty bank when it starts; the bank is full when the result is there.</summary>
    /// <param name="when">Operations that fill it at all.</param>
    /// <param name="begins">Operations that reserve it; the others add to the bank reserved last.</param>
    /// <param name="ends">Operations that leave it full; the others leave it reserved.</param>
    /// <param name="perPart">Whether every part of an operation fills a bank of its own.</param>
    /// <param name="blocksBack">0: of the operation's block; -1: of the block behind it.</param>
    public Access Fill(
        Traits when = Traits.None, Traits begins = Traits.None, Traits ends = Traits.None, bool perPart = false, int blocksBack = 0) =>
        new(this, Use.Fill) { When = when, Begins = begins, Ends = ends, IsPerPart = perPart, BlocksBack = blocksBack };

    /// <summary>The unit writes another content, which nobody may use until it is there, after all uses that were posted before.</summary>
    public Access Replace() => new(this, Use.Replace);
}
