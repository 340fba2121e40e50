using SpinArch.Traces;

namespace SpinArch.Pages;

/// <summary>
/// Some activities that follow each other, packed so that a page unpacks them when it shows them: by row, and field by field as differences
/// from the activity before, because a pipeline does the same again and again.
/// </summary>
internal sealed class TimeLineChunk(int rows)
{
    /// <summary>Fields of an activity, in the order in which they are packed.</summary>
    public const int Fields = 9;

    private readonly List<(int Number, Activity Activity)>[] _rows = new List<(int Number, Activity Activity)>[rows];

    /// <summary>How many activities it has.</summary>
    public int Count { get; private set; }

    /// <summary>When the first one starts [ps].</summary>
    public long From { get; private set; } = long.MaxValue;

    /// <summary>When the last one ends [ps].</summary>
    public long To { get; private set; }

    public void Add(in Activity activity, int row)
    {
        (_rows[row] ??= []).Add((Count++, activity));
        From = Math.Min(From, activity.Start.Value);
        To = Math.Max(To, activity.Start.Value + activity.Duration.Value);
    }

    /// <summary>Packs the activities and forgets them.</summary>
    public byte[] Pack()
    {
        var heads = new VarintWriter();
        var fields = new VarintWriter[Fields];
        for (int field = 0; field < Fields; field++)
        {
            fields[field] = new VarintWriter();
        }

        for (int row = 0; row < _rows.Length; row++)
        {
            if (_rows[row] is { Count: > 0 } activities)
            {
                // Reports of one unit come in order of decision; on a row they hardly ever overtake each other.
                activities.Sort((left, right) =>
                    left.Activity.Start.CompareTo(right.Activity.Start) is var order and not 0 ? order
                        : left.Number.CompareTo(right.Number));
                heads.Write(row);
                heads.Write(activities.Count);
                Pack(activities, fields);
                activities.Clear();
            }
        }

        var all = new VarintWriter();
        foreach (VarintWriter part in (IEnumerable<VarintWriter>)[heads, .. fields])
        {
            all.Write(part.Length);
            all.Write(part);
        }

        byte[] packed = HtmlPage.Compress(all.Written);
        (Count, From, To) = (0, long.MaxValue, 0);
        return packed;
    }

    private void Pack(List<(int Number, Activity Activity)> activities, VarintWriter[] fields)
    {
        Activity before = default;
        long end = From;
        foreach ((_, Activity activity) in activities)
        {
            fields[0].WriteSigned(activity.Start.Value - end);
            fields[1].WriteSigned(activity.Duration.Value - before.Duration.Value);
            fields[2].Write(activity.Kind.Number);
            fields[3].Write((long)activity.Cause);
            fields[4].WriteSigned(activity.Instruction - before.Instruction);
            fields[5].WriteSigned(activity.Column - before.Column);
            fields[6].WriteSigned(activity.Sample - before.Sample);
            fields[7].WriteSigned(activity.Input - before.Input);
            fields[8].WriteSigned(activity.Items - before.Items);
            end = activity.Start.Value + activity.Duration.Value;
            before = activity;
        }
    }
}
