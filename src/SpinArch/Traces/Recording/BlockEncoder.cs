namespace SpinArch.Traces.Recording;

/// <summary>
/// Packs activities into a block. Each field has a section of its own, so that what is alike lies together for the compressor; only
/// what differs from its prediction is stored.
/// </summary>
/// <param name="codes">The numbers of kinds.</param>
internal sealed class BlockEncoder(ActivityCodes codes)
{
    private readonly VarintBuffer kinds = new();
    private readonly VarintBuffer causes = new();
    private readonly VarintBuffer sites = new();
    private readonly VarintBuffer starts = new();
    private readonly VarintBuffer flags = new();
    private readonly VarintBuffer fields = new();
    private readonly VarintBuffer data = new();
    private ActivityPrediction[] predictions = new ActivityPrediction[1024];
    private long lastStart;
    private int block = 1;

    /// <summary>Activities in the block so far.</summary>
    public int Count { get; private set; }

    public void Add(in Activity activity)
    {
        byte kind = codes.Of(activity.Kind);
        int site = TraceFormat.SiteOf(activity.Kind, activity.Tile);
        kinds.Byte(kind);
        causes.Byte((byte)activity.Cause);
        sites.Unsigned((ulong)site);
        starts.Signed(activity.Start.Value - lastStart);
        lastStart = activity.Start.Value;

        ref ActivityPrediction last = ref ActivityPrediction.Of(ref predictions, site, codes.Count, kind, block);
        ActivityFields differing = ActivityFields.None;
        if (activity.Duration.Value != last.Duration)
        {
            differing |= ActivityFields.Duration;
            fields.Signed(activity.Duration.Value - last.Duration);
            last.Duration = activity.Duration.Value;
        }

        if (activity.Items != last.Items)
        {
            differing |= ActivityFields.Items;
            fields.Signed((long)activity.Items - last.Items);
            last.Items = activity.Items;
        }

        if (activity.Instruction != last.Instruction)
        {
            differing |= ActivityFields.Instruction;
            fields.Signed((long)activity.Instruction - last.Instruction);
            last.Instruction = activity.Instruction;
        }

        int column = unchecked(last.Column + last.ColumnStep);
        if (activity.Column != column)
        {
            differing |= ActivityFields.Column;
            fields.Signed((long)activity.Column - column);
            last.ColumnStep = unchecked(activity.Column - last.Column);
        }

        last.Column = activity.Column;
        if (activity.Sample != last.Sample)
        {
            differing |= ActivityFields.Sample;
            fields.Signed((long)activity.Sample - last.Sample);
            last.Sample = activity.Sample;
        }

        if (activity.Input != last.Input)
        {
            differing |= ActivityFields.Input;
            fields.Signed((long)activity.Input - last.Input);
            last.Input = activity.Input;
        }

        if (activity.Quanta != last.Quanta)
        {
            differing |= ActivityFields.Quanta;
            data.Signed(unchecked(activity.Quanta - last.Quanta));
            last.Quanta = activity.Quanta;
        }

        if (activity.Drive != last.Drive)
        {
            differing |= ActivityFields.Drive;
            data.Signed(unchecked(activity.Drive - last.Drive));
            last.Drive = activity.Drive;
        }

        flags.Byte((byte)differing);
        Count++;
    }

    /// <summary>Writes the block and begins the next.</summary>
    /// <param name="target">Emptied, then filled.</param>
    /// <param name="sequence">The block's number in its file, from 0.</param>
    public void Flush(VarintBuffer target, long sequence)
    {
        target.Clear();
        target.Unsigned((ulong)sequence);
        target.Unsigned((ulong)Count);
        foreach (VarintBuffer section in (ReadOnlySpan<VarintBuffer>)[kinds, causes, sites, starts, flags, fields, data])
        {
            target.Section(section.Written);
            section.Clear();
        }

        lastStart = 0;
        Count = 0;
        block++;
    }
}
