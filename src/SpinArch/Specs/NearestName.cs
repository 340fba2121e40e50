namespace SpinArch.Specs;

/// <summary>Finds what a person most likely meant: the name with the smallest edit distance, the first among equals.</summary>
public static class NearestName
{
    private const int LongestCompared = 128;

    /// <summary>What a time is written in by mistake; keys end in Ns.</summary>
    internal static IReadOnlyList<string> UnitSuffixes { get; } = ["", "Ps", "Ns", "Us", "Ms", "S", "Hz", "KHz", "MHz", "GHz", "Seconds",
        "Nanoseconds", "Cycles"];

    /// <summary>The nearest of <paramref name="names"/>; null only when there are none. Dotted names are compared whole and by their last part.</summary>
    /// <param name="wrong">What was written.</param>
    /// <param name="names">What exists.</param>
    public static string? Of(string wrong, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        ArgumentNullException.ThrowIfNull(names);
        string? best = null;
        int bestDistance = int.MaxValue;
        string cut = wrong.Length > LongestCompared ? wrong[..LongestCompared] : wrong;
        foreach (string name in names)
        {
            int distance = Distance(cut, name);
            if (!cut.Contains('.', StringComparison.Ordinal) && name.Contains('.', StringComparison.Ordinal))
            {
                distance = Math.Min(distance, 1 + Distance(cut, name[(name.LastIndexOf('.') + 1)..]));
            }

            if (distance < bestDistance)
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best;
    }

    // Levenshtein over two rows; letter case costs nothing, so that wrong capitals find their key.
    private static int Distance(string left, string right)
    {
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replace = previous[j - 1] + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replace, 1 + Math.Min(previous[j], current[j - 1]));
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
