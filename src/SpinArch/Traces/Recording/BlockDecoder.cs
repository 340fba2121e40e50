using SpinArch.Isa;
using SpinArch.Kernel;

namespace SpinArch.Traces.Recording;

/// <summary>
/// Unpacks blocks of activities and refuses whatever the traced program cannot have done (a site, an instruction or a time that
/// does not exist), so that readers may index with what they get.
/// </summary>
internal sealed class BlockDecoder
{
    private const int LargestColumn = 1 << 24;

    private readonly ActivityCodes codes;
    private readonly int[] codeLengths;
    private readonly int routers;
    private readonly Activity[] activities = new Activity[TraceFormat.BlockActivities];
    private ActivityPrediction[] predictions = new ActivityPrediction[1024];
    private int block;

    /// <param name="program">What ran.</param>
    /// <param name="codes">The numbers of kinds.</param>
    public BlockDecoder(Program program, ActivityCodes codes)
    {
        this.codes = codes;
        codeLengths = [.. program.Tiles.Select(tile => tile.Code.Length)];
        routers = program.MeshWidth * program.MeshHeight;
    }

    /// <summary>The activities of a block; valid until the next call.</summary>
    /// <param name="raw">The block before compression.</param>
    /// <param name="sequence">The number that it must have.</param>
    /// <exception cref="TraceDamage">The bytes are no block of this program.</exception>
    public ReadOnlyMemory<Activity> Decode(ReadOnlySpan<byte> raw, long sequence)
    {
        var cursor = new VarintCursor(raw);
        ulong found = cursor.Unsigned();
        if (found != (ulong)sequence)
        {
            throw new TraceDamage(FormattableString.Invariant($"block {found} stands where block {sequence} should; blocks are missing or out of order"));
        }

        int count = cursor.Bounded(TraceFormat.BlockActivities, "the number of activities");
        ReadOnlySpan<byte> kinds = cursor.Section("the section of kinds");
        ReadOnlySpan<byte> causes = cursor.Section("the section of causes");
        var sites = new VarintCursor(cursor.Section("the section of sites"));
        var starts = new VarintCursor(cursor.Section("the section of starts"));
        ReadOnlySpan<byte> flags = cursor.Section("the section of flags");
        var fields = new VarintCursor(cursor.Section("the section of fields"));
        var data = new VarintCursor(cursor.Section("the section of data"));
        if (kinds.Length != count || causes.Length != count || flags.Length != count || !cursor.IsAtEnd)
        {
            throw VarintCursor.Fault("a section's length");
        }

        block++;
        long start = 0;
        for (int i = 0; i < count; i++)
        {
            if (kinds[i] >= codes.Count || causes[i] > (int)StallCause.Network)
            {
                throw VarintCursor.Fault("a kind or cause");
            }

            ActivityKind kind = codes.KindOf(kinds[i]);
            int site = Site(ref sites, kind);
            start += starts.Signed();
            ref ActivityPrediction next = ref ActivityPrediction.Of(ref predictions, site, codes.Count, kinds[i], block);
            Advance(ref next, (ActivityFields)flags[i], ref fields, ref data);
            Check(in next, start, kind.Place == Place.Router ? -1 : site - 1);
            activities[i] = new Activity
            {
                Kind = kind,
                Cause = (StallCause)causes[i],
                Tile = kind.Place == Place.Router ? site : site - 1,
                Start = new Picoseconds(start),
                Duration = new Picoseconds(next.Duration),
                Items = next.Items,
                Quanta = next.Quanta,
                Drive = next.Drive,
                Instruction = next.Instruction,
                Column = next.Column,
                Sample = next.Sample,
                Input = next.Input,
            };
        }

        if (!sites.IsAtEnd || !starts.IsAtEnd || !fields.IsAtEnd || !data.IsAtEnd)
        {
            throw VarintCursor.Fault("a section's length");
        }

        return activities.AsMemory(0, count);
    }

    private int Site(ref VarintCursor sites, ActivityKind kind)
    {
        int site = sites.Bounded(kind.Place == Place.Router ? routers - 1 : codeLengths.Length, "a site");
        bool atPort = kind.Place == Place.Port;
        return kind.Place == Place.Router || atPort == (site == 0) ? site : throw VarintCursor.Fault("a site");
    }

    private static void Advance(ref ActivityPrediction next, ActivityFields differing, ref VarintCursor fields, ref VarintCursor data)
    {
        unchecked
        {
            if (differing == ActivityFields.None)
            {
                next.Column += next.ColumnStep;
                return;
            }

            next.Duration += Next(ActivityFields.Duration, ref fields);
            next.Items += (int)Next(ActivityFields.Items, ref fields);
            next.Instruction += (int)Next(ActivityFields.Instruction, ref fields);
            int column = next.Column + next.ColumnStep;
            if ((differing & ActivityFields.Column) != 0)
            {
                column += (int)fields.Signed();
                next.ColumnStep = column - next.Column;
            }

            next.Column = column;
            next.Sample += (int)Next(ActivityFields.Sample, ref fields);
            next.Input += (int)Next(ActivityFields.Input, ref fields);
            next.Quanta += Next(ActivityFields.Quanta, ref data);
            next.Drive += Next(ActivityFields.Drive, ref data);
        }

        long Next(ActivityFields field, ref VarintCursor cursor) => (differing & field) != 0 ? cursor.Signed() : 0;
    }

    private void Check(in ActivityPrediction next, long start, int tile)
    {
        int instructions = tile < 0 ? 0 : codeLengths[tile];
        if ((ulong)start > TraceFormat.LatestTime || (ulong)next.Duration > TraceFormat.LatestTime)
        {
            throw VarintCursor.Fault("a time");
        }

        if (next.Items < 0 || next.Instruction < -1 || next.Instruction >= instructions || next.Column < -1 || next.Column > LargestColumn || next.Sample < -1 || next.Input < -1)
        {
            throw VarintCursor.Fault("a field of an activity");
        }
    }
}
