using SpinArch.Configuration;
using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Explanation;

/// <summary>The programs of a trace run again on an architecture with other times, banks or widths.</summary>
public static class WhatIf
{
    /// <summary>The recorded architecture with settings put in.</summary>
    /// <param name="header">What was recorded.</param>
    /// <param name="settings"><c>KEY=VALUE</c> each.</param>
    /// <exception cref="InputException">A setting is malformed, or its key would need the network to be compiled again.</exception>
    public static ArchitectureSpec Changed(TraceHeader header, IEnumerable<string> settings)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(settings);
        IReadOnlyDictionary<string, LayerValue> changes = TextLayer.Settings(settings).Values;
        foreach (LayerValue change in changes.Values)
        {
            if (KeyTable.Find(change.Key) is not { KeepsProgram: true })
            {
                string allowed = string.Join(", ", KeyTable.All.Where(key => key.KeepsProgram).Select(key => key.Name));
                throw new InputException(change.Place, $"a trace holds the compiled program, which {change.Key} may change; run the network again, or set one of {allowed}");
            }

            if (!header.Values.Any(value => value.Key == change.Key))
            {
                throw ConfigurationLayer.Absent(change.Place, change.Key, [KeyTable.OwnerOf(change.Key)]);
            }
        }

        return ArchitectureBuilder.Build(
            header.Spec.Name,
            header.Spec.Components,
            header.Spec.Technology,
            [.. header.Values.Select(value => Value(value.Key, changes.TryGetValue(value.Key, out LayerValue? change) ? change.Text : value.Value, changes, header))]);
    }

    /// <summary>Runs the recorded programs on an architecture.</summary>
    /// <param name="header">What was recorded.</param>
    /// <param name="spec">An architecture made by <see cref="Changed"/>.</param>
    /// <param name="cancellation">Stops it between two events.</param>
    /// <exception cref="DeadlockException">The programs cannot end there.</exception>
    public static RunReport Run(TraceHeader header, ArchitectureSpec spec, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(spec);
        try
        {
            return Execute(header, spec, cancellation);
        }
        catch (OverflowException error)
        {
            throw Magnitude.TooLarge(header.Program.Network, error);
        }
    }

    private static RunReport Execute(TraceHeader header, ArchitectureSpec spec, CancellationToken cancellation)
    {
        TraceHeader changed = header with { Spec = spec, Program = header.Program with { ArchitectureHash = spec.Hash } };
        var profile = RunProfile.Again(EnergyModel.Create(spec, changed.Program), header.PowerBin);
        RunResult result = Machines.Of(changed, profile).Run(cancellation);
        return RunReportBuilder.Build(RecordedRuns.Finished(changed, result, profile, cancellation));
    }

    private static EffectiveValue Value(string name, string text, IReadOnlyDictionary<string, LayerValue> changes, TraceHeader header)
    {
        ConfigurationKey key = KeyTable.Find(name)!;
        string place = changes.TryGetValue(name, out LayerValue? change) ? change.Place : header.Program.Network;
        string followed = text == ExtentKey.RowsWord && key.Follows is { } follows ? header.Values.First(value => value.Key == follows).Value : text;
        return new EffectiveValue(name, key.Normalise(followed), text, key.Unit, change is null ? "trace" : "--set", place, "", false);
    }
}
