namespace SpinArch.Traces.Export;

/// <summary>One row of a picture: its activities while they are few, and its busy time by pixel column always.</summary>
internal sealed class GanttRow(int track, int slot, int columns)
{
    /// <summary>Most activities that are drawn one by one.</summary>
    private const int MostDrawn = 600;

    public int Track { get; } = track;

    public int Slot { get; } = slot;

    /// <summary>Busy picoseconds by pixel column.</summary>
    public long[] Busy { get; } = new long[columns];

    /// <summary>Gap picoseconds by pixel column and cause: [column * causes + cause].</summary>
    public long[] Waits { get; } = new long[columns * Causes];

    /// <summary>The last kind seen by pixel column.</summary>
    public ActivityKind?[] Kinds { get; } = new ActivityKind?[columns];

    /// <summary>The activities; null once they are too many.</summary>
    public List<Activity>? Drawn { get; private set; } = [];

    /// <summary>End of the last activity [ps].</summary>
    public long End { get; set; }

    public static int Causes { get; } = Enum.GetValues<StallCause>().Length;

    public void Add(in Activity activity)
    {
        Drawn?.Add(activity);
        if (Drawn?.Count > MostDrawn)
        {
            Drawn = null;
        }
    }
}
