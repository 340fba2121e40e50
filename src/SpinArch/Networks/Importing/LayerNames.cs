using System.Collections.Immutable;
using System.Globalization;

namespace SpinArch.Networks.Importing;

/// <summary>Names of layers from names of tensors and nodes: letters, digits, dots, dashes and underscores, each once.</summary>
internal static class LayerNames
{
    private const int Longest = 64;

    /// <summary>Names for nodes, in their order.</summary>
    public static ImmutableArray<ImportedNode> Distinct(IEnumerable<ImportedNode> nodes)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { NodeNames.Input, NetworkWeights.CalibrationName };
        return [.. nodes.Select(node => node with { Name = Free(Clean(node.Name), taken) })];
    }

    // 'a' and 'a.bias' would both own an array 'a.bias.mu'.
    private static string Free(string wish, HashSet<string> taken)
    {
        string name = wish;
        for (int number = 2; !taken.Add(name); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wish}_{number}");
        }

        return name;
    }

    private static string Clean(string name)
    {
        char[] letters = [.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_')];
        string clean = new string(letters).Trim('.', '_', '-');
        clean = clean.Length > Longest ? clean[^Longest..].TrimStart('.', '_', '-') : clean;
        clean = clean.EndsWith(".bias", StringComparison.OrdinalIgnoreCase) ? clean[..^5] + "_bias" : clean;
        return clean.Length > 0 ? clean : "layer";
    }
}
