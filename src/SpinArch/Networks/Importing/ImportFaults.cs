using System.Collections.Immutable;

namespace SpinArch.Networks.Importing;

/// <summary>
/// All that is in the way of an import, in the order in which it was met: a line each, and one for all nodes with the same fault.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class ImportFaults(string path)
{
    private const int MostNamed = 6;

    private readonly List<(string What, string Kind, string Message)> _faults = [];

    /// <summary>Whether there is one.</summary>
    public bool Any => _faults.Count > 0;

    /// <summary>Adds a fault of something that is alone of its kind.</summary>
    /// <param name="place">Where in the file; empty for the file as a whole.</param>
    /// <param name="message">What is wrong.</param>
    public void Add(string place, string message) => _faults.Add((place, "", message));

    /// <summary>Adds a fault of a node.</summary>
    /// <param name="node">Its name in quotes.</param>
    /// <param name="kind">Its operator.</param>
    /// <param name="message">What is wrong.</param>
    public void Add(string node, string kind, string message) => _faults.Add((node, kind, message));

    /// <summary>The lines.</summary>
    public ImmutableArray<string> Lines() =>
    [
        .. _faults.GroupBy(fault => fault.Kind.Length == 0 ? (fault.What, fault.Message) : (fault.Kind, fault.Message))
            .Select(group => Line(group.First().Kind, [.. group.Select(fault => fault.What).Distinct()], group.Key.Message)),
    ];

    private string Line(string kind, ImmutableArray<string> places, string message)
    {
        string names = string.Join(", ", places.Take(MostNamed)) + (places.Length > MostNamed
            ? FormattableString.Invariant($" and {places.Length - MostNamed} more") : "");
        string where = kind.Length == 0 ? names : $"{(places.Length == 1 ? "node" : "nodes")} {names} ({kind})";
        return where.Length == 0 ? $"{path}: {message}" : $"{path}, {where}: {message}";
    }
}
