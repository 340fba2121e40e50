using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>A pass over the wanted activities of a trace.</summary>
internal static class TraceScan
{
    /// <summary>Called with each activity.</summary>
    public delegate void Visit(in Activity activity);

    public static void Over(TraceReader reader, TraceFilter filter, TracePlaces places, Visit visit)
    {
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks(filter))
        {
            foreach (ref readonly Activity activity in block.Span)
            {
                if (filter.Matches(in activity, places))
                {
                    visit(in activity);
                }
            }
        }
    }
}
