using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace SpinArch.Reports;

/// <summary>Energies of a run [nJ]; the terms add up to the total exactly.</summary>
public sealed record EnergyReport
{
    /// <summary>Paper and system scope.</summary>
    public required double Total { get; init; }

    /// <summary>Spent by actions.</summary>
    public required double Dynamic { get; init; }

    /// <summary>Spent by being powered, active or idle.</summary>
    public required double Leakage { get; init; }

    /// <summary>Terms that the published estimate can have contained.</summary>
    public required double PaperScope { get; init; }

    /// <summary>Row by row.</summary>
    public required ImmutableArray<EnergyTermReport> Terms { get; init; }

    /// <summary>Sum of the terms that rest on a figure nobody published.</summary>
    public required double Assumed { get; init; }

    /// <summary>
    /// Of the total, what a publication gives the chip beyond what its parts explain, one of the terms; absent where there is no such term.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required double? NotExplained { get; init; }

    /// <summary>Writing the weights, once; in no total.</summary>
    public required ProgrammingReport Programming { get; init; }

    /// <summary>The published estimate beside this run; null where none is published for this architecture and network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required ReconstructionReport? Reconstruction { get; init; }
}
