using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Reports;
using SpinArch.Traces;

namespace SpinArch.Estimation;

/// <summary>
/// Fill until the first sample is complete, steady while the first layer has samples to work on, drain after it. In the
/// steady phase samples follow each other at their interval, each with its share of the run's work; the rest of the work is
/// spread evenly over fill and drain.
/// </summary>
internal sealed class EstimatedPhases
{
    public EstimatedPhases(ActivityLedger ledger, EnergyAccount account, LatencyEstimate times, long samples)
    {
        double busy = 0;
        foreach (ActivityKind kind in ComponentCatalog.Activities)
        {
            busy += kind.Unit.IsFollower ? 0 : (double)ledger.Of(kind).BusyPicoseconds;
        }

        bool hasPlateau = times.FirstLayerEnd > times.FirstSample;
        long start = hasPlateau ? times.FirstSample : 0;
        long end = hasPlateau ? times.FirstLayerEnd : times.End;
        double share = !hasPlateau || times.PerSample == 0 ? 1 : Math.Min(1, (double)(end - start) / times.PerSample / samples);
        double dynamic = account.Dynamic.Femtojoules;
        double leakage = account.Leakage.MilliwattsOver(new Picoseconds(times.End));
        long outside = Math.Max(1, times.End - (end - start));
        PeakMilliwatts = (share * dynamic / (end - start)) + leakage;
        SteadyNs = new Picoseconds(end - start).Nanoseconds;
        var rows = ImmutableArray.CreateBuilder<PhaseReport>();
        Add("fill", 0, start, 1 - share, outside);
        Add("steady", start, end, share, end - start);
        Add("drain", end, times.End, 1 - share, outside);
        Rows = rows.ToImmutable();

        void Add(string name, long from, long to, double part, long duration)
        {
            if (from < to)
            {
                rows.Add(new PhaseReport
                {
                    Name = name,
                    StartNs = new Picoseconds(from).Nanoseconds,
                    EndNs = new Picoseconds(to).Nanoseconds,
                    BusyUnits = part * busy / duration,
                    PowerMw = (part * dynamic / duration) + leakage,
                });
            }
        }
    }

    /// <summary>The phases.</summary>
    public ImmutableArray<PhaseReport> Rows { get; }

    /// <summary>Mean power of the steady phase [mW], which is what an estimate knows of peaks.</summary>
    public double PeakMilliwatts { get; }

    /// <summary>How long it lasts [ns].</summary>
    public double SteadyNs { get; }
}
