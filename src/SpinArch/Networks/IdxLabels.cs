using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>The labels of an idx file (magic 2049), one byte each.</summary>
public sealed class IdxLabels
{
    private readonly byte[] _labels;

    private IdxLabels(string path, byte[] labels)
    {
        Path = path;
        _labels = labels;
    }

    /// <summary>The file the labels came from.</summary>
    public string Path { get; }

    /// <summary>The number of labels.</summary>
    public int Count => _labels.Length;

    /// <summary>All labels in file order.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>One label.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <returns>The class number.</returns>
    public byte this[int index] => _labels[index];

    /// <summary>Reads an idx file of labels.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The labels.</returns>
    /// <exception cref="InputException">The file is missing, truncated, too long or of another kind.</exception>
    public static IdxLabels Read(string path) => new(path, IdxFile.Read(path, 1, "labels").Data);

    /// <summary>Writes an idx file of some of these labels, whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="indices">The labels to write, in this order.</param>
    public void WriteSelection(string path, IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        IdxFile.Write(path, [indices.Count], [.. indices.Select(index => _labels[index])]);
    }
}
