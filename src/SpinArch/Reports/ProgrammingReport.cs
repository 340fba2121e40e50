namespace SpinArch.Reports;

/// <summary>Energy of writing the weights into the crossbars, once.</summary>
public sealed record ProgrammingReport
{
    /// <summary>Cells written.</summary>
    public required long Cells { get; init; }

    /// <summary>Energy of a cell [fJ].</summary>
    public required double EnergyFj { get; init; }

    /// <summary>Energy of all [nJ].</summary>
    public required double TotalNj { get; init; }

    /// <summary>Where the figure stands.</summary>
    public required string Source { get; init; }

    /// <summary>Whether it is an assumption.</summary>
    public required bool Assumption { get; init; }
}
