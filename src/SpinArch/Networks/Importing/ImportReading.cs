using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Networks.Importing;

/// <summary>What came of reading someone else's network: its nodes, or all that is in the way.</summary>
internal sealed record ImportReading
{
    /// <summary>Nodes with names that differ; empty where there are faults.</summary>
    public required ImmutableArray<ImportedNode> Nodes { get; init; }

    /// <summary>The shape of an input, as the network file has it.</summary>
    public required ImmutableArray<int> Input { get; init; }

    /// <summary>A line for all that cannot be read: file, place, what, what could replace it.</summary>
    public required ImmutableArray<string> Faults { get; init; }

    /// <summary>What the user should know of the way it was read.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The first fault as an error, where there is one.</summary>
    /// <exception cref="InputException">There is a fault.</exception>
    public void ThrowIfFaulty()
    {
        if (!Faults.IsEmpty)
        {
            string others = Faults.Length == 1 ? "" : FormattableString.Invariant($" ({Faults.Length - 1} more; --check lists all)");
            throw new InputException(Faults[0] + others);
        }
    }
}
