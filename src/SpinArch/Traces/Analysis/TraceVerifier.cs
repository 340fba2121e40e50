using System.Collections.Immutable;
using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Analysis;

/// <summary>Holds a trace to what every run keeps, whatever the program.</summary>
public static class TraceVerifier
{
    /// <summary>Checks a trace in one pass.</summary>
    public static TraceVerdict Verify(TraceReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        TraceHeader header = reader.Header;
        var places = new TracePlaces(header.Program);
        TraceCheck[] checks =
        [
            new OverlapCheck(places), new DurationCheck(places, header.Spec), new ProgramCheck(places, header), new MessageCheck(places, header.Spec),
        ];
        EnergyModel model = EnergyModel.Create(header.Spec, header.Program);
        var ledger = new ActivityLedger(model.Sites);
        Picoseconds end = reader.Outcome?.LastEnd ?? Picoseconds.Zero;
        PowerTrace power = PowerTrace.ByUnit(model, new Picoseconds(Math.Max(100_000, end.Value / 16)));
        TraceReplay.Feed(reader, [.. checks, ledger, power]);

        var passed = ImmutableArray.CreateBuilder<string>();
        var failed = ImmutableArray.CreateBuilder<string>();
        Decide(reader.Damage is null, "the file is whole and its activities have the recorded hash", reader.Damage ?? "");
        foreach (TraceCheck check in checks)
        {
            if (reader.Outcome?.Result is not null && reader.Damage is null)
            {
                check.Close();
            }

            Decide(check.Count == 0, check.Name, check.Breaches);
            if (check.Count > check.Breaches.Count)
            {
                failed.Add(FormattableString.Invariant($"  and {check.Count - check.Breaches.Count} more of this"));
            }
        }

        if (reader.Outcome?.Result is { } result)
        {
            EnergyAccount account = model.Cost(ledger, result.End);
            power.AddIdle(account, result.End);
            Decide(
                power.Total().Equals(account.Total),
                FormattableString.Invariant($"energy is conserved: {account.Total.Nanojoules:0.###} nJ by counting and by time"),
                FormattableString.Invariant($"energy is not conserved: {account.Total.Nanojoules} nJ by counting, {power.Total().Nanojoules} nJ over time"));
            Decide(
                result.End <= end && result.Completions.All(time => time <= result.End),
                "the recorded end is that of the activities",
                $"the recorded end {result.End} is not that of the activities, {end}");
        }

        return new TraceVerdict(passed.ToImmutable(), failed.ToImmutable());

        void Decide(bool holds, string name, params IReadOnlyList<string> breaches)
        {
            if (holds)
            {
                passed.Add(name);
            }
            else
            {
                failed.AddRange(breaches);
            }
        }
    }
}
