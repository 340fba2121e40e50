using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>How large an export will be, foretold from its first part: a trace of a few megabytes can become gigabytes of text.</summary>
/// <param name="Activities">Activities that are wanted, counted.</param>
/// <param name="Bytes">About as many bytes, uncompressed.</param>
/// <param name="CompressedBytes">About as many bytes, compressed.</param>
public sealed record ExportSize(long Activities, long Bytes, long CompressedBytes)
{
    // Exports of fewer are small and written at once.
    private const long Sample = 100_000;

    // A foretelling from a part is good to a fifth; a write is refused where it would have to be off by more.
    private const double Doubt = 0.75;

    /// <summary>Foretells an export.</summary>
    /// <param name="export">The format.</param>
    /// <param name="reader">The trace.</param>
    /// <param name="filter">What is wanted.</param>
    /// <returns>The size; null for an export that is too small to be worth it.</returns>
    public static ExportSize? Foretell(TraceExport export, TraceReader reader, TraceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        if (reader.Outcome?.Activities <= Sample)
        {
            return null;
        }

        Picoseconds? cut = null;
        long wanted = Count(reader, filter, (number, start) => cut = number == Sample ? start : cut);
        if (wanted <= Sample || cut is not { } until || (filter.From is { } from && until <= from))
        {
            return null;
        }

        TraceFilter part = filter with { To = until };
        long sampled = Math.Max(1, Count(reader, part, null));
        (long plain, long compressed) = export.Measure(reader, part);
        double scale = (double)wanted / sampled;
        return new ExportSize(wanted, (long)(plain * scale), (long)(compressed * scale));
    }

    /// <summary>Refuses an export that the disk has no room for.</summary>
    /// <param name="path">The file to be written.</param>
    /// <param name="isCompressed">Whether it is compressed.</param>
    /// <exception cref="InputException">There is no room.</exception>
    public void CheckRoom(string path, bool isCompressed)
    {
        if (AtomicFile.IsDevice(path))
        {
            return;
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        long free = new DriveInfo(folder).AvailableFreeSpace;
        long needed = isCompressed ? CompressedBytes : Bytes;
        if (needed * Doubt > free)
        {
            throw new InputException(
                path, $"will be about {Text(needed)}, and {Text(free)} are free there; cut a part out (--from-ns, --to-ns, --tile ...){(isCompressed ? "" : $", or end its name in {TraceExport.Compressed}: about {Text(CompressedBytes)}")}");
        }
    }

    /// <summary>A size for people, in decimal units.</summary>
    /// <param name="bytes">The size.</param>
    public static string Text(long bytes) => bytes switch
    {
        >= 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => FormattableString.Invariant($"{bytes / 1e6:0} MB"),
        _ => FormattableString.Invariant($"{bytes / 1e3:0} kB"),
    };

    private static long Count(TraceReader reader, TraceFilter filter, Action<long, Picoseconds>? visit)
    {
        long count = 0;
        TraceScan.Over(reader, filter, new TracePlaces(reader.Header.Program), (in Activity activity) =>
        {
            count++;
            visit?.Invoke(count, activity.Start);
        });
        return count;
    }
}
