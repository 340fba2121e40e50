using Parquet;

namespace SpinArch.Files;

/// <summary>A column of numbers.</summary>
/// <typeparam name="T">int, long or double.</typeparam>
/// <param name="name">Its name.</param>
/// <param name="isNullable">Whether values may be missing.</param>
internal sealed class ParquetNumbers<T>(string name, bool isNullable = false) : ParquetColumn(name, typeof(T), isNullable)
    where T : struct
{
    private readonly List<T> _values = [];
    private readonly List<T?> _nullable = [];

    /// <inheritdoc/>
    public override int Count => Field.IsNullable ? _nullable.Count : _values.Count;

    /// <summary>The next row's value.</summary>
    /// <exception cref="ArgumentNullException">There is none, and the column has no room for that.</exception>
    public void Add(T? value)
    {
        if (Field.IsNullable)
        {
            _nullable.Add(value);
        }
        else
        {
            _values.Add(value ?? throw new ArgumentNullException(nameof(value)));
        }
    }

    /// <inheritdoc/>
    public override void Flush(ParquetRowGroupWriter group)
    {
        Task written = Field.IsNullable ? group.WriteAsync<T>(Field, _nullable.ToArray()) : group.WriteAsync<T>(Field, _values.ToArray());
        written.GetAwaiter().GetResult();
        _nullable.Clear();
        _values.Clear();
    }
}
