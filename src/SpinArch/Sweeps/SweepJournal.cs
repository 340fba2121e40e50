using System.Text.Json;
using Microsoft.Data.Sqlite;
using SpinArch.Files;

namespace SpinArch.Sweeps;

/// <summary>
/// The state of a sweep on disk: a row a finished point, one transaction each, so that a kill at any moment loses no finished
/// point and leaves no half one. Only one process at a time has it open.
/// </summary>
internal sealed class SweepJournal : IDisposable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "journal.sqlite";

    private const string Format = "1";

    private readonly SqliteConnection connection;
    private readonly FileStream guard;
    private readonly Lock gate = new();

    private SweepJournal(SqliteConnection connection, FileStream guard)
    {
        this.connection = connection;
        this.guard = guard;
    }

    /// <summary>Opens or makes the journal of a folder.</summary>
    /// <param name="folder">The folder; it exists.</param>
    /// <param name="identity">What the results are of; those of another sweep are refused.</param>
    /// <exception cref="InputException">It belongs to another sweep, is in use, or cannot be written.</exception>
    public static SweepJournal Open(string folder, string identity)
    {
        FileStream guard = Guard(folder);
        SqliteConnection? connection = null;
        try
        {
            string path = Path.Combine(folder, FileName);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            Execute(connection, "CREATE TABLE IF NOT EXISTS sweep (key TEXT PRIMARY KEY, value TEXT NOT NULL); CREATE TABLE IF NOT EXISTS point (id INTEGER PRIMARY KEY, data TEXT NOT NULL);");
            Execute(connection, "INSERT OR IGNORE INTO sweep VALUES ('identity', $a), ('format', $b)", identity, Format);
            Check(connection, folder, "identity", identity, "holds the points of another sweep (or of another network or architecture); choose another folder, or --force to begin anew");
            Check(connection, folder, "format", Format, "was written by another version; choose another folder, or --force to begin anew");
            return new SweepJournal(connection, guard);
        }
        catch (Exception error)
        {
            connection?.Dispose();
            guard.Dispose();
            throw error is SqliteException ? new InputException(Path.Combine(folder, FileName), $"cannot be used ({error.Message.ReplaceLineEndings(" ")})", error) : error;
        }
    }

    /// <summary>The finished points.</summary>
    public Dictionary<int, PointRow> Read()
    {
        var rows = new Dictionary<int, PointRow>();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT data FROM point ORDER BY id";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            PointRow row = JsonSerializer.Deserialize(reader.GetString(0), PointRowJson.Default.PointRow)!;
            rows.Add(row.Point, row);
        }

        return rows;
    }

    /// <summary>Keeps a finished point, durably against the end of this process; from any thread.</summary>
    public void Add(PointRow row)
    {
        string data = JsonSerializer.Serialize(row, PointRowJson.Default.PointRow);
        lock (gate)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "INSERT INTO point VALUES ($id, $data)";
            command.Parameters.AddWithValue("$id", row.Point);
            command.Parameters.AddWithValue("$data", data);
            command.ExecuteNonQuery();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        guard.Dispose();
    }

    private static FileStream Guard(string folder)
    {
        string path = Path.Combine(folder, "journal.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, $"is in use by another sweep, or cannot be written ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }

    private static void Check(SqliteConnection connection, string folder, string key, string expected, string otherwise)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM sweep WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        if ((string?)command.ExecuteScalar() != expected)
        {
            throw new InputException(folder, otherwise);
        }
    }

    private static void Execute(SqliteConnection connection, string text, string? a = null, string? b = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        if (a is not null)
        {
            command.Parameters.AddWithValue("$a", a);
            command.Parameters.AddWithValue("$b", b);
        }

        command.ExecuteNonQuery();
    }
}
