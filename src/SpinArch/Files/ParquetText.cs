using Parquet;

namespace SpinArch.Files;

/// <summary>A column of text.</summary>
/// <param name="name">Its name.</param>
/// <param name="isNullable">Whether values may be missing.</param>
internal sealed class ParquetText(string name, bool isNullable = false) : ParquetColumn(name, typeof(string), isNullable)
{
    private readonly List<string?> _values = [];

    /// <inheritdoc/>
    public override int Count => _values.Count;

    /// <summary>The next row's value.</summary>
    public void Add(string? value) => _values.Add(value);

    /// <inheritdoc/>
    public override void Flush(ParquetRowGroupWriter group)
    {
        group.WriteAsync(Field, _values!).GetAwaiter().GetResult();
        _values.Clear();
    }
}
