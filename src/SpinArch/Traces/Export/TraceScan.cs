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

    /// <summary>Called with each activity, wanted or not.</summary>
    public delegate void VisitAll(in Activity activity, bool isWanted);

    /// <summary>All activities from the first one on, because what is in a bank or on a link is what was done until then; up to the end of the window.</summary>
    public static void FromStart(TraceReader reader, TraceFilter filter, TracePlaces places, VisitAll visit)
    {
        foreach (ReadOnlyMemory<Activity> block in reader.Blocks())
        {
            if (filter.To is { } to && block.Length > 0 && block.Span[0].Start > to + reader.Header.Spec.Clock.Period)
            {
                return;
            }

            foreach (ref readonly Activity activity in block.Span)
            {
                visit(in activity, filter.Matches(in activity, places));
            }
        }
    }
}
