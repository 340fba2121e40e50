namespace SpinArch.Estimation;

/// <summary>Energies of a run in whole quectojoules.</summary>
internal struct EnergySums
{
    /// <summary>Dynamic terms of the paper's scope.</summary>
    public Int128 DynamicPaper;

    /// <summary>Other dynamic terms.</summary>
    public Int128 DynamicSystem;

    /// <summary>Leakage while active, of the paper's scope.</summary>
    public Int128 LeakagePaper;

    /// <summary>Other leakage.</summary>
    public Int128 LeakageSystem;

    public readonly Int128 Dynamic => DynamicPaper + DynamicSystem;

    public readonly Int128 Leakage => LeakagePaper + LeakageSystem;

    public readonly Int128 Total => Dynamic + Leakage;

    public readonly Int128 Paper => DynamicPaper + LeakagePaper;
}
