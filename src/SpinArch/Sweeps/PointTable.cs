using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using Microsoft.Data.Sqlite;
using SpinArch.Files;

namespace SpinArch.Sweeps;

/// <summary>The results of a sweep as files: <c>points.csv</c>, <c>points.parquet</c>, and <c>points.sqlite</c> with the tables <c>sweep</c>, <c>point</c> and <c>energy</c>.</summary>
public static class PointTable
{
    /// <summary>The CSV file's name.</summary>
    public const string CsvName = "points.csv";

    /// <summary>The SQLite file's name.</summary>
    public const string SqliteName = "points.sqlite";

    private static readonly (string Name, Func<PointRow, object?> Of)[] Figures =
    [
        ("status", row => row.Status), ("reason", row => row.Reason),
        ("latencyNs", row => row.LatencyNs), ("estLatencyNs", row => row.EstLatencyNs),
        ("samplesPerSecond", row => row.SamplesPerSecond), ("estSamplesPerSecond", row => row.EstSamplesPerSecond),
        ("energyNj", row => row.EnergyNj), ("estEnergyNj", row => row.EstEnergyNj),
        ("areaMm2", row => row.AreaMm2), ("estAreaMm2", row => row.EstAreaMm2),
        ("tiles", row => row.Tiles), ("estTiles", row => row.EstTiles),
        ("limiter", row => row.Limiter), ("limiterFraction", row => row.LimiterFraction), ("estLimiter", row => row.EstLimiter),
        ("estimateNote", row => row.EstimateNote),
        ("stall", row => row.Stall), ("stallFraction", row => row.StallFraction), ("accuracy", row => row.Accuracy),
        ("calibrationError", row => row.CalibrationError),
        ("costNotModelled", row => row.CostNotModelled), ("rateNote", row => row.RateNote),
    ];

    /// <summary>Writes the files, each whole or not at all; the same rows give the same bytes.</summary>
    /// <exception cref="InputException">One cannot be written.</exception>
    public static void Write(string folder, SweepFile file, ImmutableArray<SweepPoint> points, ImmutableArray<PointRow> rows)
    {
        ArgumentNullException.ThrowIfNull(file);
        string[] header = ["point", "network", "seed", .. file.Columns, .. Figures.Select(figure => figure.Name)];
        WriteCsv(Path.Combine(folder, CsvName), header, points, rows);
        WriteSqlite(Path.Combine(folder, SqliteName), header, file, points, rows);
        PointParquet.Write(
            Path.Combine(folder, PointParquet.FileName), header, [.. points.Zip(rows, Cells)], new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = file.Name, ["file"] = file.Hash });
    }

    private static object?[] Cells(SweepPoint point, PointRow row) =>
        [point.Index, point.Network, point.Seed.ToString(CultureInfo.InvariantCulture), .. point.Values.Select(Number), .. Figures.Select(figure => figure.Of(row))];

    // A value that is a number is one in the database too, so that it can be compared there.
    private static object Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real) ? real : text;

    private static void WriteCsv(string path, string[] header, ImmutableArray<SweepPoint> points, ImmutableArray<PointRow> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteHeader(header);
            for (int row = 0; row < rows.Length; row++)
            {
                foreach (object? cell in Cells(points[row], rows[row]))
                {
                    csv.WriteField(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "");
                }

                csv.EndRecord();
            }
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    private static void WriteSqlite(string path, string[] header, SweepFile file, ImmutableArray<SweepPoint> points, ImmutableArray<PointRow> rows)
    {
        string temporary = path + ".partial";
        try
        {
            File.Delete(temporary);
            using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = temporary, Pooling = false }.ToString()))
            {
                connection.Open();
                string columns = string.Join(", ", header.Skip(1).Select(name => $"\"{name}\""));
                Execute(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
                Execute(connection, $"CREATE TABLE sweep (key TEXT PRIMARY KEY, value TEXT NOT NULL); CREATE TABLE point (point INTEGER PRIMARY KEY, {columns}); CREATE TABLE energy (point INTEGER NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, energyNj REAL NOT NULL);");
                using SqliteTransaction transaction = connection.BeginTransaction();
                foreach ((string key, string value) in new[] { ("name", file.Name), ("file", file.Hash), ("knobs", string.Join('\n', file.Columns)) })
                {
                    Insert(connection, "sweep", [key, value]);
                }

                for (int row = 0; row < rows.Length; row++)
                {
                    Insert(connection, "point", Cells(points[row], rows[row]));
                    foreach (EnergyShare share in rows[row].Energy)
                    {
                        Insert(connection, "energy", [rows[row].Point, share.Unit, share.Kind, share.EnergyNj]);
                    }
                }

                transaction.Commit();
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"cannot be written ({error.Message.ReplaceLineEndings(" ")}); the points are kept in the journal: make room, then --resume", error);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Insert(SqliteConnection connection, string table, object?[] values)
    {
        using SqliteCommand command = connection.CreateCommand();
        string[] names = [.. Enumerable.Range(0, values.Length).Select(index => FormattableString.Invariant($"$c{index}"))];
        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", names)})";
        for (int index = 0; index < values.Length; index++)
        {
            command.Parameters.AddWithValue(names[index], values[index] ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
