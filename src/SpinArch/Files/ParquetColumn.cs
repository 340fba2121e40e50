using Parquet;
using Parquet.Schema;

namespace SpinArch.Files;

/// <summary>A column of a <see cref="ParquetTable"/>: its name and kind, and the rows that are not written yet.</summary>
internal abstract class ParquetColumn(string name, Type type, bool isNullable)
{
    /// <summary>The column as Parquet knows it.</summary>
    public DataField Field { get; } = new(name, type, isNullable);

    /// <summary>Rows that are not written yet.</summary>
    public abstract int Count { get; }

    /// <summary>Writes the rows as the column of a row group, and forgets them.</summary>
    /// <param name="group">The row group, whose columns before this one are written.</param>
    public abstract void Flush(ParquetRowGroupWriter group);
}
