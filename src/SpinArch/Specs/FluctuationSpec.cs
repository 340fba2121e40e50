using SpinArch.Kernel;

namespace SpinArch.Specs;

/// <summary>Cells that fluctuate, in arrays that are read whole; where none do, they are still.</summary>
public sealed record FluctuationSpec
{
    /// <summary><c>fluctuation.shape</c>.</summary>
    public CellShape Shape { get; init; }

    /// <summary><c>fluctuation.correlationNs</c>: autocorrelation of a cell falls to 1/e.</summary>
    public Picoseconds Correlation { get; init; } = new(1);

    /// <summary><c>fluctuation.spacingNs</c>: between two reads of a cell for successive samples of an input.</summary>
    public Picoseconds Spacing { get; init; }

    /// <summary><c>fluctuation.compensated</c>: whether sigmas are programmed larger by what a read averages away of them.</summary>
    public bool IsCompensated { get; init; }

    /// <summary><c>fluctuation.sigmaSpread</c>: of a cell's sigma from cell to cell, relative.</summary>
    public double SigmaSpread { get; init; }

    /// <summary><c>fluctuation.correlationSpread</c>: of a cell's correlation time from cell to cell, relative.</summary>
    public double CorrelationSpread { get; init; }

    /// <summary>
    /// Share of a deviation that a read over a time sees, of an exponential autocorrelation:
    /// <c>sqrt((2 tau / T) (1 - (tau / T) (1 - exp(-T / tau))))</c>.
    /// </summary>
    /// <param name="times">T / tau: the read in correlation times.</param>
    public static double Share(double times) =>
        times < 1e-4 ? Math.Sqrt(1 - (times / 3)) : Math.Sqrt(2 / times * (1 - ((1 - Math.Exp(-times)) / times)));

    /// <summary>Correlation of two reads so far apart.</summary>
    /// <param name="times">s / tau: their distance in correlation times.</param>
    public static double Kept(double times) => Math.Exp(-times);
}
