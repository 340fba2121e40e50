using SpinArch.Arithmetic;
using SpinArch.Components;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>What one column of every block of a tile carries where no weights are known: the activity defaults of the architecture, as the simulated crossbars apply them.</summary>
internal readonly struct AssumedQuanta
{
    public AssumedQuanta(ArchitectureSpec spec, in TileGroup group)
    {
        var large = new AssumedQuanta(spec, group.Work.Rows);
        var small = new AssumedQuanta(spec, group.Work.FewerRows);
        Drive = (group.Work.LargeBlocks * large.Drive) + (group.Work.SmallBlocks * small.Drive);
        SigmaDrive = (group.Work.LargeBlocks * large.SigmaDrive) + (group.Work.SmallBlocks * small.SigmaDrive);
        Mean = (group.Work.LargeBlocks * large.Mean) + (group.Work.SmallBlocks * small.Mean);
        Sigma = (group.Work.LargeBlocks * large.Sigma) + (group.Work.SmallBlocks * small.Sigma);
    }

    private AssumedQuanta(ArchitectureSpec spec, int rows)
    {
        long full = (1L << spec.Dac.Bits) - 1;
        var means = WeightSlices.OfMean(spec.Weight);
        var sigmas = WeightSlices.OfSigma(spec.Weight);
        double driven = rows * ComponentCatalog.DrivenShareOf(spec);
        Drive = Rounded(driven * spec.Activity.MeanSquareDrive * (full * full));
        SigmaDrive = Rounded(driven * spec.MeanSquareSigmaDrive * (full * full));
        for (int slice = 0; slice < means.Count; slice++)
        {
            Mean += Rounded(Drive * spec.Activity.MeanLevel * means.Digit((1 << spec.Weight.MeanBits) - 1, slice));
            Sigma += Rounded(SigmaDrive * spec.Activity.MeanLevel * sigmas.Digit((1 << spec.Weight.SigmaBits) - 1, slice));
        }
    }

    /// <summary>Sum of squared drive codes x, in every read of the mean crossbar.</summary>
    public long Drive { get; }

    /// <summary>Sum of squared drive codes x.z, in every read of the sigma crossbar.</summary>
    public long SigmaDrive { get; }

    /// <summary><see cref="Drive"/> times mean levels, over the slices of a column.</summary>
    public long Mean { get; }

    /// <summary><see cref="SigmaDrive"/> times sigma levels, likewise.</summary>
    public long Sigma { get; }

    private static long Rounded(double value) => (long)Math.Round(value, MidpointRounding.AwayFromZero);
}
