using SpinArch.Specs;

namespace SpinArch.Compilation;

/// <summary>The one list of fan-in strategies.</summary>
internal static class FanInStrategies
{
    /// <summary>The strategy of a kind.</summary>
    public static IFanInStrategy Of(FanInKind kind) => kind switch
    {
        FanInKind.Gather => new GatherFanIn(),
        FanInKind.Chain => new ChainFanIn(),
        FanInKind.Tree => new TreeFanIn(),
        FanInKind.TimeMultiplex => new TimeMultiplexFanIn(),
    };
}
