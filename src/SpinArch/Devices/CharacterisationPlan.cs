using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>How a device is characterised.</summary>
public sealed record CharacterisationPlan
{
    /// <summary>Trials of each start state of the junction.</summary>
    public int Trials { get; init; } = 2000;

    /// <summary>Key of the thermal field.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Longest step of the junction's integration [s].</summary>
    public double StepS { get; init; } = 2e-12;

    /// <summary>Share of the junctions that must have settled before they are read.</summary>
    public double Settled { get; init; } = 0.99;

    /// <summary>Time after the pulse at which they are read instead [s]; null to wait for <see cref="Settled"/>.</summary>
    public double? ReadS { get; init; }

    /// <summary>Time since the cells were written; null for cells as written.</summary>
    public Age? Age { get; init; }

    /// <summary>Threads; 0 for one a core. They change no result.</summary>
    public int Threads { get; init; }

    /// <summary>The options of <c>device characterise</c> that say the same.</summary>
    public string Options => string.Concat(
        FormattableString.Invariant($"--trials {Trials} --seed {Seed}"),
        ReadS is { } read ? FormattableString.Invariant($" --read-ns {read * 1e9:G6}") : FormattableString.Invariant(
            $" --settled {Settled}"),
        Age is { } age ? $" --age {age.Text}" : "");

    /// <summary>Looks whether the numbers are in range.</summary>
    /// <exception cref="InputException">One is not.</exception>
    public void Check()
    {
        if (!(Settled is >= 0.5 and <= 0.9999))
        {
            throw new InputException("--settled", FormattableString.Invariant($"{Settled} is out of range; allowed is 0.5 to 0.9999"));
        }

        if (ReadS is null && (1 - Settled) * 2 * Trials < 1)
        {
            throw new InputException(
                "--settled", FormattableString.Invariant(
                $"{Settled} of 2 x {Trials} trials cannot be told from all; make --trials at least {Math.Ceiling(0.5 / (1 - Settled))}"));
        }
    }
}
