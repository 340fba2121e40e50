using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SpinArch.Files;

namespace SpinArch.Sweeps;

/// <summary>The results of a sweep, read back from <c>points.sqlite</c>.</summary>
public sealed record SweepResults
{
    /// <summary>Name of the sweep.</summary>
    public required string Name { get; init; }

    /// <summary>The varied keys; network and seed are among them where they vary.</summary>
    public required ImmutableArray<string> Knobs { get; init; }

    /// <summary>The rows, in point order.</summary>
    public required ImmutableArray<PointRow> Rows { get; init; }

    /// <summary>Values of the knobs, row by row.</summary>
    public required ImmutableArray<ImmutableArray<string>> Values { get; init; }

    /// <summary>Reads the results of a folder.</summary>
    /// <exception cref="InputException">There are none, or the file is none of a sweep.</exception>
    public static SweepResults Read(string folder)
    {
        string path = Path.Combine(folder, PointTable.SqliteName);
        if (!File.Exists(path))
        {
            throw new InputException(folder, $"has no {PointTable.SqliteName}; a finished 'sweep FILE --out {folder}' writes it");
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            var about = Query(connection, "SELECT key, value FROM sweep", reader => (Key: reader.GetString(0), Value: reader.GetString(1)))
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            string[] keys = ["network", "seed", .. about["knobs"].Split('\n')];
            ILookup<int, EnergyShare> energy = Query(connection, "SELECT point, unit, kind, energyNj FROM energy ORDER BY rowid", reader =>
                (Point: reader.GetInt32(0), Share: new EnergyShare(reader.GetString(1), reader.GetString(2), reader.GetDouble(3)))).ToLookup(pair => pair.Point, pair => pair.Share);
            var rows = Query(connection, "SELECT * FROM point ORDER BY point", reader => (Row: RowOf(reader, energy), Values: keys.Select(key => Text(reader, key)).ToArray()));
            if (rows.Where((row, index) => row.Row.Point != index).Any())
            {
                throw new InputException(path, "is no result of a sweep: its points are not numbered from 0 on");
            }

            int[] varied = [.. Enumerable.Range(0, keys.Length).Where(index => index > 1 || rows.Select(row => row.Values[index]).Distinct(StringComparer.Ordinal).Count() > 1)];
            return new SweepResults
            {
                Name = about["name"],
                Knobs = [.. varied.Select(index => keys[index])],
                Rows = [.. rows.Select(row => row.Row)],
                Values = [.. rows.Select(row => varied.Select(index => row.Values[index]).ToImmutableArray())],
            };
        }
        catch (Exception error) when (error is SqliteException or KeyNotFoundException or InvalidCastException or ArgumentOutOfRangeException or FormatException or OverflowException or InvalidOperationException)
        {
            throw new InputException(path, $"is no result of a sweep ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    private static PointRow RowOf(SqliteDataReader reader, ILookup<int, EnergyShare> energy)
    {
        int point = reader.GetInt32(0);
        return new PointRow
        {
            Point = point,
            Status = Text(reader, "status"),
            Reason = Text(reader, "reason"),
            LatencyNs = Real(reader, "latencyNs"),
            EstLatencyNs = Real(reader, "estLatencyNs"),
            SamplesPerSecond = Real(reader, "samplesPerSecond"),
            EstSamplesPerSecond = Real(reader, "estSamplesPerSecond"),
            EnergyNj = Real(reader, "energyNj"),
            EstEnergyNj = Real(reader, "estEnergyNj"),
            AreaMm2 = Real(reader, "areaMm2"),
            EstAreaMm2 = Real(reader, "estAreaMm2"),
            Tiles = (int?)Real(reader, "tiles"),
            EstTiles = (int?)Real(reader, "estTiles"),
            Limiter = Text(reader, "limiter"),
            LimiterFraction = Real(reader, "limiterFraction"),
            EstLimiter = Text(reader, "estLimiter"),
            EstimateNote = HasColumn(reader, "estimateNote") ? Text(reader, "estimateNote") : "",
            Stall = Text(reader, "stall"),
            StallFraction = Real(reader, "stallFraction"),
            Accuracy = Real(reader, "accuracy"),
            CalibrationError = HasColumn(reader, "calibrationError") ? Real(reader, "calibrationError") : null,
            CostNotModelled = HasColumn(reader, "costNotModelled") ? Text(reader, "costNotModelled") : "",
            RateNote = HasColumn(reader, "rateNote") ? Text(reader, "rateNote") : "",
            Energy = [.. energy[point]],
        };
    }

    // Results of before there was the column can still be shown.
    private static bool HasColumn(SqliteDataReader reader, string column) =>
        Enumerable.Range(0, reader.FieldCount).Any(index => reader.GetName(index) == column);

    private static string Text(SqliteDataReader reader, string column) => Convert.ToString(reader[column], CultureInfo.InvariantCulture) ?? "";

    private static double? Real(SqliteDataReader reader, string column) => reader[column] is var value && value is not DBNull ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    private static List<T> Query<T>(SqliteConnection connection, string text, Func<SqliteDataReader, T> read)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
