using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>How a device is characterised.</summary>
public sealed record CharacterisationPlan
{
    /// <summary>Share of the junctions that must have settled, where neither the plan nor the device says when they are read.</summary>
    public const double UsualSettled = 0.99;

    /// <summary>Cells of a population, where the plan does not say.</summary>
    public const int UsualCells = 50;

    /// <summary>Cells that are allowed at most.</summary>
    public const int MostCells = 10_000;

    // A cell of a population is watched by fewer trials than the nominal one.
    private const int CellsShare = 20;
    private const int FewestTrials = 50;

    /// <summary>Trials of each start state of the junction, or of a cell that fluctuates.</summary>
    public int Trials { get; init; } = 2000;

    /// <summary>Cells of different size, of a device that fluctuates and says <c>magnet.sizeSpread</c>.</summary>
    public int Cells { get; init; } = UsualCells;

    /// <summary>Trials of each of them.</summary>
    public int CellTrials => Math.Max(FewestTrials, Trials / CellsShare);

    /// <summary>Key of the thermal field.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Longest step of the junction's integration [s].</summary>
    public double StepS { get; init; } = 2e-12;

    /// <summary>
    /// Share of the junctions that must have settled before they are read; null for <see cref="UsualSettled"/>, or for the time that the
    /// device gives as <c>sense.delay</c>.
    /// </summary>
    public double? Settled { get; init; }

    /// <summary>Time since the cells were written; null for cells as written.</summary>
    public Age? Age { get; init; }

    /// <summary>Threads; 0 for one a core. They change no result.</summary>
    public int Threads { get; init; }

    /// <summary>Looks whether the numbers are in range for a device.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="InputException">One is not.</exception>
    public void Check(DeviceDescription device)
    {
        ArgumentNullException.ThrowIfNull(device);
        double settled = Settled ?? UsualSettled;
        if (!(settled is >= 0.5 and <= 0.9999))
        {
            throw new InputException("--settled", FormattableString.Invariant($"{settled} is out of range; allowed is 0.5 to 0.9999"));
        }

        if (Cells is < 2 or > MostCells)
        {
            throw new InputException("--cells", $"{Cells} is out of range; allowed is 2 to {MostCells}");
        }

        if (!FluctuationDerivation.Takes(device) && (1 - settled) * 2 * Trials < 1)
        {
            double needed = Math.Ceiling(0.5 / (1 - settled));
            throw new InputException(
                "--trials",
                FormattableString.Invariant($"{settled} of 2 x {Trials} trials cannot be told from all; make --trials at least {needed}"));
        }
    }
}
