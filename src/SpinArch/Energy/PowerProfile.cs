using SpinArch.Costs;
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
    private long end = long.MaxValue;

    /// <summary>A profile of nothing yet.</summary>
    /// <param name="model">The cost rules.</param>
    /// <param name="binWidth">Positive width of a bin to start with.</param>
    public PowerProfile(EnergyModel model, Picoseconds binWidth)
    {
        ArgumentNullException.ThrowIfNull(model);
        sites = model.Sites;
        width = binWidth.Value;
        limit = checked(width * BinLimit);
        rates = new Rate[sites.Count * ActivityLedger.Kinds];
        foreach (EnergyTerm term in model.Terms)
        {
            for (int site = 0; site < sites.Count; site++)
            {
                ref Rate rate = ref rates[(site * ActivityLedger.Kinds) + term.Activity.Number];
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

    /// <summary>The highest power over any one bin [mW]; where the run ends within a bin, over the last width of a bin too, and over the whole of a run that is shorter.</summary>
    public double PeakMilliwatts => Math.Max(bins.Max() / width, MeanMilliwatts(new Picoseconds(Math.Max(0, end - width)), new Picoseconds(end)));

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        ref readonly Rate rate = ref rates[(sites.SiteOf(activity.Kind, activity.Tile) * ActivityLedger.Kinds) + activity.Kind.Number];
        double energy = rate.PerActivity + (rate.PerItem * activity.Items)
            + (rate.PerQuantum * activity.Quanta) + (rate.PerDrive * activity.Drive);
        Add(activity.Start.Value, activity.Duration.Value, energy);
    }

    /// <summary>
    /// Ends the profile of a finished run: spreads its idle leakage evenly over it, and counts in its last bin what goes on after it, the flit
    /// that the port is still taking. The last bin is then the part of it that lies in the run.
    /// </summary>
    /// <param name="account">The run's account.</param>
    /// <param name="powered">How long the chip was powered.</param>
    public void AddIdle(EnergyAccount account, Picoseconds powered)
    {
        ArgumentNullException.ThrowIfNull(account);
        Add(0, powered.Value, account.Idle.Sum(share => share.Energy.Femtojoules));
        end = powered.Value;
        int last = (int)(Math.Max(0, end - 1) / width);
        for (int after = last + 1; after < BinLimit && bins[after] != 0; after++)
        {
            bins[last] += bins[after];
            bins[after] = 0;
        }
    }

    /// <summary>
    /// Mean power over an interval, as far as it lies in the run [mW]; of a bin that lies in it in part, the same part of the energy. So
    /// intervals that cover a run without gaps hold all of its energy.
    /// </summary>
    /// <param name="start">From.</param>
    /// <param name="stop">To.</param>
    public double MeanMilliwatts(Picoseconds start, Picoseconds stop)
    {
        long to = Math.Min(stop.Value, end);
        double energy = 0;
        for (long index = start.Value / width; index < BinLimit && index * width < to; index++)
        {
            long from = index * width;
            long part = Math.Min(width, end - from);
            long overlap = Math.Min(part, to - from) - Math.Max(0, start.Value - from);
            energy += overlap == part ? bins[index] : bins[index] * ((double)overlap / part);
        }

        return to > start.Value ? energy / (to - start.Value) : 0;
    }

    private void Add(long start, long duration, double energy)
    {
        while (checked(start + duration) >= limit)
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
        limit = limit > long.MaxValue / 2 ? long.MaxValue : limit * 2;
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
