using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Power of the whole chip over time, kept in every run for its peak: floating point, because whole-number splitting would cost
/// more than the simulation. The order of additions is the order of activities, so a run still gives the same bytes. The bins
/// double in width where a run outgrows them.
/// </summary>
public sealed class PowerProfile : IActivitySink
{
    private const int BinLimit = 16384;

    private readonly SiteMap sites;
    private readonly Rate[] rates;
    private readonly double[] bins = new double[BinLimit];
    private long width;
    private long limit;
    private long binStart;
    private int bin;

    /// <summary>A profile of nothing yet.</summary>
    /// <param name="model">The cost rules.</param>
    /// <param name="binWidth">Positive width of a bin to start with.</param>
    public PowerProfile(EnergyModel model, Picoseconds binWidth)
    {
        ArgumentNullException.ThrowIfNull(model);
        sites = model.Sites;
        width = binWidth.Value;
        limit = width * BinLimit;
        rates = new Rate[sites.Count * ActivityLedger.Kinds];
        foreach (EnergyTerm term in model.Terms)
        {
            for (int site = 0; site < sites.Count; site++)
            {
                ref Rate rate = ref rates[(site * ActivityLedger.Kinds) + (int)term.Activity];
                double cost = term.Cost.Femtojoules * term.Factor[site];
                double quantum = term.Factor[site] == 0 ? 0 : term.QuantumCost.Femtojoules;
                rate.PerActivity += term.Basis == CountBasis.Activities ? cost : 0;
                rate.PerItem += term.Basis == CountBasis.Items ? cost : 0;
                rate.PerQuantum += term.QuantumBasis == QuantumBasis.Quanta ? quantum : 0;
                rate.PerDrive += term.QuantumBasis == QuantumBasis.Drive ? quantum : 0;
            }
        }
    }

    /// <summary>Width of a bin.</summary>
    public Picoseconds BinWidth => new(width);

    /// <summary>Sum over all bins [fJ].</summary>
    public double TotalFemtojoules => bins.Sum();

    /// <summary>The highest power over any one bin [mW].</summary>
    public double PeakMilliwatts => bins.Max() / width;

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        ref readonly Rate rate = ref rates[(sites.SiteOf(activity.Kind, activity.Tile) * ActivityLedger.Kinds) + (int)activity.Kind];
        double energy = rate.PerActivity + (rate.PerItem * activity.Items)
            + (rate.PerQuantum * activity.Quanta) + (rate.PerDrive * activity.Drive);
        Add(activity.Start.Value, activity.Duration.Value, energy);
    }

    /// <summary>Spreads the idle leakage of a finished run evenly over it.</summary>
    /// <param name="account">The run's account.</param>
    /// <param name="end">How long the chip was powered.</param>
    public void AddIdle(EnergyAccount account, Picoseconds end)
    {
        ArgumentNullException.ThrowIfNull(account);
        Add(0, end.Value, account.Idle.Sum(share => share.Energy.Femtojoules));
    }

    /// <summary>Mean power over the bins that start within an interval [mW]; 0 where none does.</summary>
    /// <param name="start">From.</param>
    /// <param name="end">To.</param>
    public double MeanMilliwatts(Picoseconds start, Picoseconds end)
    {
        int first = (int)((start.Value + width - 1) / width);
        int stop = (int)Math.Min((end.Value + width - 1) / width, BinLimit);
        return stop > first ? bins.AsSpan(first, stop - first).ToArray().Sum() / (stop - first) / width : 0;
    }

    private void Add(long start, long duration, double energy)
    {
        while (start + duration >= limit)
        {
            Widen();
        }

        // Activities come nearly in order of time: mostly the bin is the one before's, and nothing need be divided.
        if ((ulong)(start - binStart) >= (ulong)width)
        {
            bin = (int)(start / width);
            binStart = bin * width;
        }

        long left = binStart + width - start;
        if (duration <= left)
        {
            bins[bin] += energy;
            return;
        }

        double power = energy / duration;
        bins[bin] += power * left;
        int next = bin;
        for (long rest = duration - left; rest > 0; rest -= width)
        {
            bins[++next] += power * Math.Min(rest, width);
        }
    }

    private void Widen()
    {
        width *= 2;
        limit *= 2;
        bin /= 2;
        binStart = bin * width;
        for (int bin = 0; bin < BinLimit / 2; bin++)
        {
            bins[bin] = bins[2 * bin] + bins[(2 * bin) + 1];
        }

        Array.Clear(bins, BinLimit / 2, BinLimit / 2);
    }

    private struct Rate
    {
        public double PerActivity;
        public double PerItem;
        public double PerQuantum;
        public double PerDrive;
    }
}
