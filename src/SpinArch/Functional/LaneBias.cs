using SpinArch.Arithmetic;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>The biases of the lanes that draw for a range of columns of a layer, row by row of the layer.</summary>
internal sealed class LaneBias
{
    private LaneBias(ArchitectureSpec spec, IEnumerable<PlacedBlock> range, int rows)
    {
        int padded = GroupDraws.Count(rows) * GroupDraws.Rows;
        double deviation = Math.Sqrt(spec.Sampler.Variables * (Math.Pow(4, spec.Sampler.Bits) - 1) / 3);
        Planes = new BiasPlanes(spec.Sampler, padded);
        Shift = new float[padded];
        Scale = new float[padded];
        foreach (PlacedBlock placed in range)
        {
            var junctions = new JunctionBiases(spec, placed.X, placed.Y);
            Planes.SetRows(placed.Block.RowBase, junctions, placed.Block.Rows);
            for (int row = 0; row < placed.Block.Rows; row++)
            {
                (double mean, double variance) = junctions.Moments(row, spec.Sampler.Variables, spec.Sampler.Bits);
                Shift[placed.Block.RowBase + row] = (float)(mean / deviation);
                Scale[placed.Block.RowBase + row] = (float)(Math.Sqrt(variance) / deviation);
            }
        }
    }

    /// <summary>What turns the fair bits.</summary>
    public BiasPlanes Planes { get; }

    /// <summary>Mean of a row's z, for Gaussians that are not sums of bits.</summary>
    public float[] Shift { get; }

    /// <summary>Standard deviation of a row's z, likewise.</summary>
    public float[] Scale { get; }

    /// <summary>The biases of a range, or null where the architecture's coins are fair.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="range">The blocks of the range, one for every range of rows.</param>
    /// <param name="rows">Rows of the layer.</param>
    public static LaneBias? Of(ArchitectureSpec spec, IEnumerable<PlacedBlock> range, int rows) =>
        spec.Device.IsTrngFair ? null : new LaneBias(spec, range, rows);
}
