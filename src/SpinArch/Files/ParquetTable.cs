using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace SpinArch.Files;

/// <summary>
/// A table written as Apache Parquet, row group by row group, so that memory is that of one group. Policy: gzip, which every reader knows
/// and which Python unpacks without further packages.
/// </summary>
internal sealed class ParquetTable : IDisposable
{
    /// <summary>Rows of a group.</summary>
    public const int GroupRows = 65_536;

    private readonly IReadOnlyList<ParquetColumn> _columns;
    private readonly ParquetWriter _writer;

    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="columns">The columns, in order.</param>
    /// <param name="about">Keys and values kept beside the table.</param>
    public ParquetTable(Stream stream, IReadOnlyList<ParquetColumn> columns, IReadOnlyDictionary<string, string> about)
    {
        _columns = columns;
        var schema = new ParquetSchema([.. columns.Select(column => column.Field)]);
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Gzip, CompressionLevel = CompressionLevel.Optimal };
        _writer = ParquetWriter.CreateAsync(schema, stream, options).GetAwaiter().GetResult();
        _writer.CustomMetadata = about;
    }

    /// <summary>Called after every row; writes a group when there are enough.</summary>
    public void EndRow()
    {
        if (_columns[0].Count >= GroupRows)
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_columns[0].Count > 0)
        {
            Flush();
        }

        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void Flush()
    {
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        foreach (ParquetColumn column in _columns)
        {
            column.Flush(group);
        }

        group.CompleteValidate();
    }
}
