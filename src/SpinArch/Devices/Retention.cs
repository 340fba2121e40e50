namespace SpinArch.Devices;

/// <summary>How long a state is kept behind a barrier: Neel and Arrhenius (docs/device-physics.md, section 5). SI units.</summary>
public sealed record Retention
{
    /// <summary>The barrier [J].</summary>
    public required double BarrierJ { get; init; }

    /// <summary>Attempt time [s].</summary>
    public required double AttemptS { get; init; }

    /// <summary>Temperature [K].</summary>
    public required double TemperatureK { get; init; }

    /// <summary>The barrier in kB T.</summary>
    public double BarrierKt => BarrierJ / (PhysicalConstants.Boltzmann * TemperatureK);

    /// <summary>Mean time to an escape [s]: attempt time x exp(barrier / kB T).</summary>
    public double EscapeS => AttemptS * Math.Exp(BarrierKt);

    /// <summary>What a device keeps its levels with.</summary>
    /// <param name="device">The device.</param>
    /// <param name="barrierKt">Barrier in place of the device's, in its kT; null for that.</param>
    /// <param name="temperatureK">Temperature in place of the device's [K]; null for that.</param>
    /// <exception cref="Files.InputException">The device lacks a parameter.</exception>
    public static Retention Of(DeviceDescription device, double? barrierKt = null, double? temperatureK = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new Retention
        {
            BarrierJ = barrierKt is { } kt ? kt * PhysicalConstants.Boltzmann * device.Si("environment.barrierTemperature")
                : device.EnergyJ("retention.barrier"),
            AttemptS = device.Si("retention.attempt"),
            TemperatureK = temperatureK ?? device.Si("environment.temperature"),
        };
    }

    /// <summary>Mean number of escapes in a time, at most <see cref="LevelWalk.MostHops"/>.</summary>
    /// <param name="ageS">The time [s].</param>
    public double Hops(double ageS) => Math.Min(ageS / EscapeS, LevelWalk.MostHops);
}
