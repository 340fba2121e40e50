using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SpinArch.Files;

namespace SpinArch.Sweeps;

/// <summary>
/// The state of a sweep on disk: a row a finished point, one transaction each, so that a kill at any moment loses no finished
/// point and leaves no half one. Every row has a checksum: what a bad disk changed is refused, never read as a result. Only one process
/// at a time has it open.
/// </summary>
internal sealed class SweepJournal : IDisposable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "journal.sqlite";

    private const string Format = "2";

    private readonly SqliteConnection _connection;
    private readonly FileStream _guard;
    private readonly string _path;
    private readonly Lock _gate = new();

    private SweepJournal(SqliteConnection connection, FileStream guard, string path)
    {
        _connection = connection;
        _guard = guard;
        _path = path;
    }

    /// <summary>Opens or makes the journal of a folder.</summary>
    /// <param name="folder">The folder; it exists.</param>
    /// <param name="parts">What the results are of; those of anything else are refused.</param>
    /// <exception cref="InputException">It belongs to another sweep, is in use, damaged, or cannot be written.</exception>
    public static SweepJournal Open(string folder, ImmutableArray<SweepPart> parts)
    {
        string path = Path.Combine(folder, FileName);
        FileStream guard = Guard(folder);
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            SqliteConnection opened = connection;
            Guarded(path, () => Begin(opened, folder, path, parts));
            return new SweepJournal(connection, guard, path);
        }
        catch
        {
            connection?.Dispose();
            guard.Dispose();
            throw;
        }
    }

    /// <summary>The finished points.</summary>
    /// <exception cref="InputException">The journal or a row is damaged.</exception>
    public Dictionary<int, PointRow> Read() => Guarded(_path, () =>
    {
        var rows = new Dictionary<int, PointRow>();
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "SELECT id, data, checksum FROM point ORDER BY id";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            PointRow row = Row(reader);
            rows.Add(row.Point, row);
        }

        return rows;
    });

    /// <summary>
    /// Keeps a finished point, in place of what was known of it, durably against the end of this process; from any thread.
    /// </summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Add(PointRow row)
    {
        string data = JsonSerializer.Serialize(row, PointRowJson.Default.PointRow);
        lock (_gate)
        {
            Guarded(_path, () => Execute(
                _connection, "INSERT OR REPLACE INTO point VALUES ($id, $data, $checksum)", ("$id", row.Point), ("$data", data),
                    ("$checksum", Checksum(row.Point, data))));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _guard.Dispose();
    }

    private static bool Begin(SqliteConnection connection, string folder, string path, ImmutableArray<SweepPart> parts)
    {
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        if (Texts(connection, "SELECT name, '' FROM sqlite_master").Count == 0)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            Execute(connection, "CREATE TABLE sweep (key TEXT PRIMARY KEY, value TEXT NOT NULL); CREATE TABLE point (id INTEGER PRIMARY KEY, data TEXT NOT NULL, checksum INTEGER NOT NULL);");
            foreach ((string name, string hash) in parts.Prepend(new SweepPart("format", Format)))
            {
                Execute(connection, "INSERT INTO sweep VALUES ($key, $value)", ("$key", name), ("$value", hash));
            }

            transaction.Commit();
            return true;
        }

        if (Texts(connection, "PRAGMA quick_check(1)", columns: 1) is not [{ Key: "ok" }])
        {
            throw Damaged(path, "its pages do not fit together", null);
        }

        Dictionary<string, string> known = Texts(connection, "SELECT key, value FROM sweep").ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        if (!known.Remove("format", out string? format) || format != Format)
        {
            throw new InputException(folder, "holds the points of another version of this program; choose another folder, or --force to begin anew");
        }

        string[] others = [.. parts.Where(part => !known.TryGetValue(part.Name, out string? hash) || hash != part.Hash).Select(part => part.Name)];
        return others.Length == 0 && known.Count == parts.Length ? true
            : throw new InputException(
                folder, $"holds the points of another {(others.Length == 0 ? "sweep" : string.Join(", another ", others))}; choose another folder, or --force to begin anew");
    }

    private PointRow Row(SqliteDataReader reader)
    {
        long id = reader.GetInt64(0);
        try
        {
            string data = reader.GetString(1);
            if (Checksum(id, data) == reader.GetInt64(2) && JsonSerializer.Deserialize(data, PointRowJson.Default.PointRow) is { } row && row.Point == id)
            {
                return row;
            }
        }
        catch (Exception error) when (error is InvalidCastException or InvalidOperationException or JsonException or FormatException)
        {
            throw DamagedRow(id, error);
        }

        throw DamagedRow(id, null);
    }

    private InputException DamagedRow(long id, Exception? cause) => new(
        _path,
        string.Create(CultureInfo.InvariantCulture, $"the row of point {id} is damaged; \"DELETE FROM point WHERE id = {id}\" in sqlite3 has it run again, all others are kept"),
        cause!);

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

    private static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            throw Fault(path, error);
        }
    }

    private static InputException Fault(string path, SqliteException error)
    {
        const int IoError = 10;
        const int Corrupt = 11;
        const int Full = 13;
        const int NoDatabase = 26;
        string told = error.Message.ReplaceLineEndings(" ");
        return error.SqliteErrorCode switch
        {
            Full or IoError => new InputException(path, $"cannot be written or read, the disk may be full ({told}); the points that were finished are kept: make room, then --resume", error),
            Corrupt or NoDatabase => Damaged(path, told, error),
            _ => new InputException(path, $"cannot be used ({told})", error),
        };
    }

    private static InputException Damaged(string path, string how, Exception? cause) =>
        new(path, $"is damaged ({how}); 'sqlite3 {path} .recover' saves what can be read, --force begins anew", cause!);

    private static long Checksum(long id, string data) => Crc32.Append(0, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}:{data}")));

    private static List<KeyValuePair<string, string>> Texts(SqliteConnection connection, string text, int columns = 2)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<KeyValuePair<string, string>>();
        while (reader.Read())
        {
            rows.Add(KeyValuePair.Create(reader.GetString(0), columns == 2 ? reader.GetString(1) : ""));
        }

        return rows;
    }

    private static int Execute(SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.ExecuteNonQuery();
    }
}
