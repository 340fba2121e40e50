using System.Globalization;
using CsvHelper;
using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>Writes tables of numbers as CSV; a number that there is not is an empty field.</summary>
internal static class DeviceCsv
{
    /// <summary>Writes a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">A number a column.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, string[] header, IEnumerable<double?[]> rows) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader(header);
        foreach (double?[] row in rows)
        {
            foreach (double? value in row)
            {
                csv.WriteField(value?.ToString("R", CultureInfo.InvariantCulture) ?? "");
            }

            csv.EndRecord();
        }
    });
}
