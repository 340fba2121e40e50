using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>The labels of images: of an idx file (magic 2049) one byte each, of an archive any whole number from 0.</summary>
public sealed class IdxLabels
{
    private readonly int[] _labels;

    internal IdxLabels(string path, int[] labels)
    {
        Path = path;
        _labels = labels;
    }

    /// <summary>The file the labels came from.</summary>
    public string Path { get; }

    /// <summary>The number of labels.</summary>
    public int Count => _labels.Length;

    /// <summary>All labels in file order.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>One label.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <returns>The class number.</returns>
    public int this[int index] => _labels[index];

    /// <summary>Reads an idx file of labels.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The labels.</returns>
    /// <exception cref="InputException">The file is missing, truncated, too long or of another kind.</exception>
    public static IdxLabels Read(string path) => new(path, [.. IdxFile.Read(path, IdxFile.LabelDimensions, "labels").Data.Select(label => (int)label)]);

    /// <summary>Writes an idx file of some of these labels, whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="indices">The labels to write, in this order.</param>
    public void WriteSelection(string path, IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        IdxFile.Write(path, [indices.Count], [.. indices.Select(index => checked((byte)_labels[index]))]);
    }
}
