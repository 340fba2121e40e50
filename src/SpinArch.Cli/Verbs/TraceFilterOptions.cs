using System.CommandLine;
using System.Globalization;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Traces;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary>The options that choose activities of a trace.</summary>
internal sealed class TraceFilterOptions
{
    private readonly Option<string?> from = Text("--from-ns", "Activities that end after this time.", "T");
    private readonly Option<string?> to = Text("--to-ns", "Activities that start before this time.", "T");
    private readonly Option<string?> tile = Text("--tile", "A tile's index; port for the port.", "N");
    private readonly Option<string?> unit = Text("--unit", "A unit, as 'trace stats' names it.", "NAME");
    private readonly Option<string?> layer = Text("--layer", "A layer of the network.", "NAME");
    private readonly Option<string?> sample = Text("--sample", "A Monte-Carlo sample, from 0.", "N");
    private readonly Option<string?> input = Text("--input", "A network input, from 0.", "N");
    private readonly Option<string?> instruction = Text("--instruction", "An instruction's index in its tile's program ('disasm --listing').", "N");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option<string?> option in new[] { from, to, tile, unit, layer, sample, input, instruction })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The filter that the options ask for.</summary>
    /// <exception cref="InputException">A value is malformed or names what the program does not have.</exception>
    public TraceFilter Filter(ParseResult result, Program program)
    {
        string[] layers = [.. program.Tiles.SelectMany(entry => entry.Blocks).Select(block => block.LayerName).Distinct(StringComparer.Ordinal)];
        string? track = result.GetValue(unit);
        (Picoseconds? start, Picoseconds? end) = (Time(result, from), Time(result, to));
        if (start is { } first && end is { } last && first >= last)
        {
            throw new InputException(to.Name, FormattableString.Invariant($"{last.Nanoseconds} ns is not after {from.Name} {first.Nanoseconds} ns"));
        }

        return new TraceFilter
        {
            From = start,
            To = end,
            Tile = result.GetValue(tile) == "port" ? -1 : Number(result, tile, program.Tiles.Length - 1),
            Track = track is null ? null : Among("--unit", track, [.. TraceTracks.Used]) ? TraceTracks.Find(track) : null,
            Layer = result.GetValue(layer) is { } name && Among("--layer", name, layers) ? name : null,
            Sample = Number(result, sample, program.Samples - 1),
            Input = Number(result, input, program.Inputs - 1),
            Instruction = Number(result, instruction, program.Tiles.Max(entry => entry.Code.Length) - 1),
        };
    }

    /// <summary>The filter, where it lets something through: an empty picture or file would look like a machine at rest.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="reader">The trace.</param>
    /// <exception cref="InputException">As above, or nothing of the trace is wanted.</exception>
    public TraceFilter FilterOfSome(ParseResult result, TraceReader reader)
    {
        TraceFilter filter = Filter(result, reader.Header.Program);
        if (!Holds(reader, filter) && reader.Damage is null)
        {
            string end = (reader.Outcome?.Result?.End ?? reader.Outcome?.LastEnd) is { } last
                ? FormattableString.Invariant($" (it ends at {last.Nanoseconds} ns)")
                : "";
            throw new InputException(reader.Path, $"the options let nothing of the trace{end} through");
        }

        return filter;
    }

    private static bool Holds(TraceReader reader, TraceFilter filter)
    {
        var places = new TracePlaces(reader.Header.Program);
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks(filter))
        {
            foreach (ref readonly Activity activity in block.Span)
            {
                if (filter.Matches(in activity, places))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Among(string option, string value, string[] allowed) => allowed.Contains(value, StringComparer.Ordinal)
        ? true
        : throw new InputException(option, $"'{value}' is none of {string.Join(", ", allowed)}");

    private static Picoseconds? Time(ParseResult result, Option<string?> option)
    {
        string? text = result.GetValue(option);
        if (text is null)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && value <= 1_000_000_000_000 && decimal.IsInteger(value * 1000)
            ? new Picoseconds((long)(value * 1000))
            : throw new InputException(option.Name, $"'{text}' is no time in ns from 0 to 1000000000000 with at most three decimals (whole picoseconds)");
    }

    private static int? Number(ParseResult result, Option<string?> option, int largest)
    {
        string? text = result.GetValue(option);
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= largest
            ? value
            : throw new InputException(option.Name, FormattableString.Invariant($"'{text}' is no whole number from 0 to {largest}, which is what the trace has"));
    }

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };
}
