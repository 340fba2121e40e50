using System.Globalization;

namespace SpinArch.Specs;

/// <summary>A count that is either a positive whole number or without bound (written <c>"unbounded"</c>, or <c>"rows"</c> where it follows the crossbar).</summary>
public readonly record struct Extent
{
    private readonly int limit;

    private Extent(int limit) => this.limit = limit;

    /// <summary>An extent without bound.</summary>
    public static Extent Unbounded => default;

    /// <summary>Whether there is no bound.</summary>
    public bool IsUnbounded => limit == 0;

    /// <summary>The bound; <see cref="int.MaxValue"/> when there is none.</summary>
    public int Limit => limit == 0 ? int.MaxValue : limit;

    /// <summary>A bounded extent.</summary>
    /// <param name="limit">At least 1.</param>
    public static Extent Of(int limit) =>
        limit > 0 ? new Extent(limit) : throw new ArgumentOutOfRangeException(nameof(limit));

    /// <summary>How many passes of this extent cover <paramref name="count"/> items: ceil(count / limit).</summary>
    public int Passes(int count) => limit == 0 ? Math.Min(count, 1) : (int)(((long)count + limit - 1) / limit);

    /// <inheritdoc/>
    public override string ToString() => IsUnbounded ? "unbounded" : limit.ToString(CultureInfo.InvariantCulture);
}
