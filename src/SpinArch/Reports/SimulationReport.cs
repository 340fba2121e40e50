using System.Text.Json.Serialization;

namespace SpinArch.Reports;

/// <summary>The simulation itself; the only figures that differ from run to run.</summary>
public sealed record SimulationReport
{
    /// <summary>Events handled, those of repetitions counted.</summary>
    public required long Events { get; init; }

    /// <summary>Wall time of all that is done between the program and the report [s]: the sum of the times below.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Of it, verifying the program and building the chip [s].</summary>
    public required double WallSecondsSetup { get; init; }

    /// <summary>Of it, the event loop [s].</summary>
    public required double WallSecondsLoop { get; init; }

    /// <summary>Of it, finding the steady interval [s].</summary>
    public required double WallSecondsSteady { get; init; }

    /// <summary>Of it, the samples one by one, for accuracy and uncertainty [s].</summary>
    public required double WallSecondsSamples { get; init; }

    /// <summary>Of it, looking for units that could be narrower [s].</summary>
    public required double WallSecondsAdvice { get; init; }

    /// <summary>Events over the time of the event loop: more than were handled in it where repetitions were left out.</summary>
    public required double EventsPerSecond { get; init; }

    /// <summary>What was not simulated because it only repeats; null for a recorded run, of which all was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ShortcutReport? Shortcut { get; init; }

    internal static SimulationReport Of(long events, RunTimes times, ShortcutReport? shortcut = null)
    {
        double loop = times.Loop.TotalSeconds;
        return new SimulationReport
        {
            Events = events,
            WallSeconds = (times.Setup + times.Loop + times.Steady + times.Samples + times.Advice).TotalSeconds,
            WallSecondsSetup = times.Setup.TotalSeconds,
            WallSecondsLoop = loop,
            WallSecondsSteady = times.Steady.TotalSeconds,
            WallSecondsSamples = times.Samples.TotalSeconds,
            WallSecondsAdvice = times.Advice.TotalSeconds,
            EventsPerSecond = loop > 0 ? events / loop : 0,
            Shortcut = shortcut,
        };
    }
}
