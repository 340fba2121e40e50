using SpinArch.Costs;

namespace SpinArch.Components;

/// <summary>
/// Laws that several components are under (<c>docs/energy-model.md</c>, section 7), and the constants behind them where they are in force.
/// </summary>
internal static class SharedLaws
{
    /// <summary>Of an access to a unit on the digital clock.</summary>
    public static Law Clocked { get; } = static (in Design design, in TileShape _) => design.Laws.Clocked;

    /// <summary>Behind <see cref="Clocked"/>.</summary>
    public static LawKeys ClockedKeys { get; } = static (in Design design, in TileShape _) =>
        design.Laws.Clocked == 1 ? [] : ["peripheral.speedExponent"];
}
