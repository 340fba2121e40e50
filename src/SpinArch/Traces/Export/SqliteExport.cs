using Microsoft.Data.Sqlite;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>
/// A SQLite database: tables <c>run</c>, <c>instruction</c> and <c>activity</c> and views that answer the common questions;
/// <c>docs/trace-format.md</c> lists them.
/// </summary>
public static class SqliteExport
{
    private const string Schema = """
        PRAGMA journal_mode = OFF;
        PRAGMA synchronous = OFF;
        CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE instruction (tile INTEGER NOT NULL, number INTEGER NOT NULL, opcode TEXT NOT NULL, layer TEXT NOT NULL, PRIMARY KEY (tile, number));
        CREATE TABLE activity (
            id INTEGER PRIMARY KEY, start_ps INTEGER NOT NULL, end_ps INTEGER NOT NULL, place TEXT NOT NULL, tile INTEGER, unit TEXT NOT NULL,
            slot INTEGER NOT NULL, action TEXT NOT NULL, waited_for TEXT NOT NULL, items INTEGER NOT NULL, quanta INTEGER NOT NULL, drive INTEGER NOT NULL,
            layer TEXT, instruction INTEGER, col INTEGER, sample INTEGER, input INTEGER);
        """;

    private const string Views = """
        CREATE INDEX activity_time ON activity (start_ps);
        CREATE INDEX activity_unit ON activity (place, unit, slot, start_ps);
        CREATE VIEW busy AS
            SELECT place, unit, COUNT(*) AS activities, SUM(end_ps - start_ps) AS busy_ps,
                   1.0 * SUM(end_ps - start_ps) / (SELECT MAX(end_ps) FROM activity) AS fraction
            FROM activity GROUP BY place, unit;
        CREATE VIEW gap AS
            SELECT id, place, unit, waited_for, start_ps - prior AS gap_ps, start_ps, layer, instruction, col, sample, input
            FROM (SELECT *, COALESCE(LAG(end_ps) OVER (PARTITION BY place, unit, slot ORDER BY start_ps, id), 0) AS prior FROM activity)
            WHERE start_ps > prior;
        CREATE VIEW wait AS
            SELECT place, unit, waited_for, COUNT(*) AS gaps, SUM(gap_ps) AS waited_ps FROM gap GROUP BY place, unit, waited_for;
        CREATE VIEW sample_time AS
            SELECT input, sample, layer, MIN(start_ps) AS start_ps, MAX(end_ps) AS end_ps
            FROM activity WHERE sample IS NOT NULL GROUP BY input, sample, layer;
        """;

    /// <summary>Writes the database, whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="reader">The trace.</param>
    /// <param name="filter">What is wanted.</param>
    public static void Write(string path, TraceReader reader, TraceFilter filter)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        string temporary = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            File.Delete(temporary);
            using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = temporary, Pooling = false }.ToString()))
            {
                connection.Open();
                Fill(connection, reader, filter);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException(path, $"cannot be written ({error.Message.ReplaceLineEndings(" ")})", error);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    /// <summary>The bytes of the database, made in memory.</summary>
    /// <param name="reader">The trace.</param>
    /// <param name="filter">What is wanted; not much.</param>
    internal static long SizeOf(TraceReader reader, TraceFilter filter)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Fill(connection, reader, filter);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
        return (long)command.ExecuteScalar()!;
    }

    private static void Fill(SqliteConnection connection, TraceReader reader, TraceFilter filter)
    {
        var places = new TracePlaces(reader.Header.Program);
        Execute(connection, Schema);
        using SqliteTransaction transaction = connection.BeginTransaction();
        WriteRun(connection, reader);
        WriteInstructions(connection, places);
        WriteActivities(connection, reader, filter, places);
        Execute(connection, Views);
        transaction.Commit();
    }

    private static void WriteRun(SqliteConnection connection, TraceReader reader)
    {
        TraceHeader header = reader.Header;
        using var insert = new Insert(connection, "run", 2);
        insert.Row("network", header.Program.Network);
        insert.Row("architecture", header.Spec.Name);
        insert.Row("samples", header.Program.Samples);
        insert.Row("inputs", header.Program.Inputs);
        insert.Row("seed", FormattableString.Invariant($"{header.Seed}"));
        insert.Row("end_ps", (reader.Outcome?.Result?.End ?? reader.Outcome?.LastEnd)?.Value ?? -1);
        insert.Row("failure", reader.Outcome?.Failure ?? "");
        foreach ((string key, string value) in header.Values)
        {
            insert.Row(key, value);
        }
    }

    private static void WriteInstructions(SqliteConnection connection, TracePlaces places)
    {
        using var insert = new Insert(connection, "instruction", 4);
        for (int tile = 0; tile < places.Program.Tiles.Length; tile++)
        {
            TileProgram program = places.Program.Tiles[tile];
            for (int number = 0; number < program.Code.Length; number++)
            {
                var at = new Activity { Tile = tile, Instruction = number };
                insert.Row(tile, number, program.Code[number].Opcode.ToString(), places.LayerOf(in at));
            }
        }
    }

    private static void WriteActivities(SqliteConnection connection, TraceReader reader, TraceFilter filter, TracePlaces places)
    {
        using var insert = new Insert(connection, "activity", 17);
        var slots = new SlotAssigner(places);
        long id = 0;
        TraceScan.Over(reader, filter, places, (in Activity activity) =>
        {
            int tile = places.TileOf(in activity);
            insert.Row(
                id++, activity.Start.Value, (activity.Start + activity.Duration).Value, places.NameOf(places.Sites.SiteOf(activity.Kind, activity.Tile)),
                tile < 0 ? null : tile, TraceTracks.NameOf(TraceTracks.Of(activity.Kind)), slots.Assign(in activity), activity.Kind.ToString(),
                TrackTime.NameOf(activity.Cause), activity.Items, activity.Quanta, activity.Drive, activity.Instruction < 0 ? null : places.LayerOf(in activity),
                Known(activity.Instruction), Known(activity.Column), Known(activity.Sample), Known(activity.Input));
        });
    }

    private static object? Known(int value) => value < 0 ? null : value;

    private static void Execute(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    /// <summary>A prepared insert of whole rows.</summary>
    private sealed class Insert : IDisposable
    {
        private readonly SqliteCommand command;

        public Insert(SqliteConnection connection, string table, int columns)
        {
            command = connection.CreateCommand();
            string[] names = [.. Enumerable.Range(0, columns).Select(column => FormattableString.Invariant($"$c{column}"))];
            command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", names)})";
            foreach (string name in names)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }
        }

        public void Row(params ReadOnlySpan<object?> values)
        {
            for (int column = 0; column < values.Length; column++)
            {
                command.Parameters[column].Value = values[column] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }

        public void Dispose() => command.Dispose();
    }
}
