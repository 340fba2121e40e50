using System.Collections.Immutable;
using System.Security.Cryptography;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Isa.Binary;
using SpinArch.Kernel;

namespace SpinArch.Traces.Recording;

/// <summary>The bytes of a trace's outcome chunk.</summary>
internal static class TraceOutcomeCodec
{
    public static byte[] Write(TraceOutcome outcome)
    {
        var writer = new ByteWriter();
        writer.Int64(outcome.Activities);
        writer.Int64(outcome.LastEnd.Value);
        writer.Bytes(outcome.Hash.Span);
        writer.Byte(outcome.Result is null ? (byte)1 : (byte)0);
        writer.Text(outcome.Failure ?? "");
        if (outcome.Result is { } result)
        {
            writer.Int64(result.End.Value);
            writer.Int64(result.Events);
            writer.Int64(result.Wall.Ticks);
            Longs(writer, [.. result.Arrivals.Select(time => time.Value)]);
            Longs(writer, [.. result.Completions.Select(time => time.Value)]);
            Longs(writer, [.. result.SampleCompletions.Select(time => time.Value)]);
            Longs(writer, result.Sums);
            Longs(writer, result.SquareSums);
        }

        return writer.Written.ToArray();
    }

    /// <exception cref="InputException">Malformed, or for another program.</exception>
    public static TraceOutcome Read(ReadOnlyMemory<byte> bytes, Program program, string place)
    {
        var reader = new ByteReader(bytes, $"{place}: outcome");
        long activities = reader.Int64("the number of activities");
        Picoseconds lastEnd = Time(reader.Int64("the last end"), reader);
        byte[] hash = reader.Take(SHA256.HashSizeInBytes, "the hash").ToArray();
        bool failed = reader.Byte("whether the run failed") != 0;
        string failure = reader.Text("the failure");
        RunResult? result = failed ? null : Result(reader, program);
        return activities >= 0 && reader.Remaining == 0
            ? new TraceOutcome { Result = result, Failure = failed ? failure : null, Activities = activities, LastEnd = lastEnd, Hash = hash }
            : throw reader.Fault($"the outcome is malformed");
    }

    private static RunResult Result(ByteReader reader, Program program)
    {
        Picoseconds end = Time(reader.Int64("the end"), reader);
        long events = reader.Int64("the events");
        long wall = reader.Int64("the wall time");
        if (events < 0 || wall < 0)
        {
            throw reader.Fault($"events or wall time are negative");
        }

        int results = Results(program);
        return new RunResult
        {
            End = end,
            Events = events,
            Wall = TimeSpan.FromTicks(wall),
            Arrivals = Times(reader, program.Inputs),
            Completions = Times(reader, program.Inputs),
            SampleCompletions = Times(reader, checked(program.Inputs * program.Samples)),
            Sums = Longs(reader, results),
            SquareSums = Longs(reader, results),
        };
    }

    private static int Results(Program program) => program.HasValues ? checked(program.Inputs * program.OutputWords) : 0;

    private static ImmutableArray<Picoseconds> Times(ByteReader reader, int expected) =>
        [.. Longs(reader, expected).Select(value => Time(value, reader))];

    private static ImmutableArray<long> Longs(ByteReader reader, int expected)
    {
        int count = reader.Count("the results", sizeof(long));
        if (count != expected)
        {
            throw reader.Fault($"{count} results stand where the program has {expected}");
        }

        var values = ImmutableArray.CreateBuilder<long>(count);
        for (int i = 0; i < count; i++)
        {
            values.Add(reader.Int64("a result"));
        }

        return values.ToImmutable();
    }

    private static void Longs(ByteWriter writer, ImmutableArray<long> values)
    {
        writer.Int32(values.Length);
        foreach (long value in values)
        {
            writer.Int64(value);
        }
    }

    private static Picoseconds Time(long value, ByteReader reader) =>
        value is >= 0 and <= TraceFormat.LatestTime ? new Picoseconds(value) : throw reader.Fault($"a time is {value} ps");
}
