using System.Numerics;
using CsvHelper;
using SpinArch.Components;
using SpinArch.Files;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>Writes a timeline by place and unit as CSV: rows by time, then place, then unit; rows of nothing are left out.</summary>
internal static class TraceCsv
{
    public static CsvWriterOptions Options { get; } = new() { NewLine = "\n" };

    /// <param name="path">The file to create or replace, whole or not at all.</param>
    /// <param name="header">Names of all columns; the first three are time, tile and unit.</param>
    /// <param name="timeline">Row = site * units + unit.</param>
    /// <param name="sites">The places.</param>
    /// <param name="writeAmount">Writes the fields after the first three.</param>
    public static void Write<TAmount>(
        string path, string[] header, Timeline<TAmount> timeline, SiteMap sites, Action<CsvWriter, UnitKind, TAmount> writeAmount)
        where TAmount : struct, IBinaryInteger<TAmount> =>
        AtomicFile.Write(path, stream =>
        {
            using var writer = CsvWriter.Create(stream, Options, leaveOpen: true);
            writer.WriteHeader(header);
            for (int bin = 0; bin < timeline.BinCount; bin++)
            {
                for (int row = 0; row < timeline.RowCount; row++)
                {
                    TAmount amount = timeline[row, bin];
                    if (amount != TAmount.Zero)
                    {
                        writer.WriteField((timeline.BinWidth * bin).Nanoseconds, default);
                        writer.WriteField(sites.NumberOf(row / ComponentCatalog.Units.Length), default);
                        var unit = ComponentCatalog.Units[row % ComponentCatalog.Units.Length];
                        writer.WriteField(unit.Name);
                        writeAmount(writer, unit, amount);
                        writer.EndRecord();
                    }
                }
            }
        });
}
