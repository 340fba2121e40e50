using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using SpinArch.Files;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>One format that a trace can be exported to, and how an export becomes a file: whole or not at all, compressed where its name ends in .gz.</summary>
public sealed class TraceExport
{
    /// <summary>What a name ends in whose file is compressed.</summary>
    public const string Compressed = ".gz";

    private readonly Action<TextWriter, TraceReader, TraceFilter>? _text;
    private readonly Action<string, TraceReader, TraceFilter>? _file;
    private readonly Func<TraceReader, TraceFilter, long>? _size;

    private TraceExport(string name, Action<TextWriter, TraceReader, TraceFilter> text) => (Name, _text) = (name, text);

    private TraceExport(string name, Action<string, TraceReader, TraceFilter> file, Func<TraceReader, TraceFilter, long> size) =>
        (Name, _file, _size) = (name, file, size);

    /// <summary>All formats.</summary>
    public static ImmutableArray<TraceExport> All { get; } =
    [
        new("csv", TraceCsvExport.Write), new("vcd", VcdExport.Write), new("chrome", ChromeExport.Write), new("kanata", KanataExport.Write),
        new("sqlite", SqliteExport.Write, SqliteExport.SizeOf), new("parquet", ParquetExport.Write, ParquetExport.SizeOf),
    ];

    /// <summary>Its word on the command line.</summary>
    public string Name { get; }

    /// <summary>Whether it is text, which can be compressed; what programs open as it is cannot.</summary>
    public bool IsText => _text is not null;

    /// <summary>Whether the file of this name is to be compressed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is, and the format cannot be.</exception>
    public bool IsCompressed(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase)
            && (IsText ? true : throw new InputException(path, $"the format {Name} is not compressed: programs could not open it; name it without {Compressed}"));
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="reader">The trace.</param>
    /// <param name="filter">What is wanted.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Write(string path, TraceReader reader, TraceFilter filter)
    {
        bool isCompressed = IsCompressed(path);
        if (_file is not null)
        {
            _file(path, reader, filter);
            return;
        }

        AtomicFile.Write(path, stream =>
        {
            if (isCompressed)
            {
                using var zip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
                Write(zip, reader, filter);
            }
            else
            {
                Write(stream, reader, filter);
            }
        });
    }

    /// <summary>The bytes that an export of a trace takes, by writing it to nowhere.</summary>
    /// <returns>As it is, and compressed; where it cannot be compressed both are the same.</returns>
    internal (long Plain, long Compressed) Measure(TraceReader reader, TraceFilter filter)
    {
        if (_size is not null)
        {
            long bytes = _size(reader, filter);
            return (bytes, bytes);
        }

        var zipped = new CountingStream();
        long plain;
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal))
        {
            var counted = new CountingStream(zip);
            Write(counted, reader, filter);
            plain = counted.Length;
        }

        return (plain, zipped.Length);
    }

    private void Write(Stream stream, TraceReader reader, TraceFilter filter)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        _text!(writer, reader, filter);
    }
}
