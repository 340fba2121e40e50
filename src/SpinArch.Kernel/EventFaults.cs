using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SpinArch.Kernel;

/// <summary>What a scheduler did wrong. Apart from the queue, so that the hot path carries calls and no messages.</summary>
internal static class EventFaults
{
    [DoesNotReturn]
    public static void Past(Picoseconds at, Picoseconds now) => throw new ArgumentOutOfRangeException(
        nameof(at), at, string.Create(CultureInfo.InvariantCulture, $"an event at {at} is in the past: it is {now}"));

    [DoesNotReturn]
    public static void Phase(int phase) => throw new ArgumentOutOfRangeException(
        nameof(phase), phase, string.Create(CultureInfo.InvariantCulture, $"phase must be 0 to {Event.MaxPhase}"));

    [DoesNotReturn]
    public static void Target(int target, int components) => throw new ArgumentOutOfRangeException(
        nameof(target), target, string.Create(CultureInfo.InvariantCulture, $"there is no component {target}: {components} are registered"));
}
