using SpinArch.Costs;

namespace SpinArch.Estimation;

/// <summary>Energies of a run.</summary>
internal struct EnergySums
{
    /// <summary>Dynamic terms of the paper's scope.</summary>
    public Quectojoules DynamicPaper;

    /// <summary>Other dynamic terms.</summary>
    public Quectojoules DynamicSystem;

    /// <summary>Leakage while active, of the paper's scope.</summary>
    public Quectojoules LeakagePaper;

    /// <summary>Other leakage.</summary>
    public Quectojoules LeakageSystem;

    public readonly Quectojoules Dynamic => DynamicPaper + DynamicSystem;

    public readonly Quectojoules Leakage => LeakagePaper + LeakageSystem;

    public readonly Quectojoules Total => Dynamic + Leakage;

    public readonly Quectojoules Paper => DynamicPaper + LeakagePaper;
}
