using System.Collections.Immutable;

namespace SpinArch.Traces;

/// <summary>A kind of unit that reports speak of, known by its instance. The component that has such units declares it.</summary>
/// <param name="number">Its place in reports, from 0; no two kinds have the same.</param>
/// <param name="name">The name that reports use.</param>
public sealed class UnitKind(int number, string name) : IComparable<UnitKind>
{
    /// <summary>Its place in reports.</summary>
    public int Number { get; } = number;

    /// <summary>The name that reports use.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is busy for as long as a crossbar reads, because it reads, and so is never the cause of anything.</summary>
    public bool IsFollower { get; init; }

    /// <summary>
    /// Whether it is no unit but what a publication gives the chip beyond what its parts explain; reports total it apart.
    /// </summary>
    public bool IsRemainder { get; init; }

    /// <summary>
    /// How many work side by side at one site: a router has five outputs, the port two directions, of everything else a tile has one queue.
    /// </summary>
    public int Instances { get; init; } = 1;

    /// <summary>What its time is made of, in words of the component; two kinds that share one of them do not wait for each other.</summary>
    public ImmutableArray<string> Times { get; init; } = [];

    /// <summary>
    /// Whether its time and another's are the same, or one a part of the other's, so that one is not the other's runner-up.
    /// </summary>
    public bool SharesTimeWith(UnitKind other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Times.Any(other.Times.Contains);
    }

    /// <inheritdoc/>
    public int CompareTo(UnitKind? other) => Number.CompareTo(other?.Number ?? -1);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
