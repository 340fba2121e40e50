using System.Collections.Immutable;
using System.Text.Json;
using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>Level errors over barriers, temperatures and ages.</summary>
public sealed record RetentionTable
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true
    };

    private static readonly string[] Header = ["barrierKt", "temperatureK", "escapeS", "ageS", "hops", "levelError"];

    /// <summary>The device.</summary>
    public required DeviceDescription Device { get; init; }

    /// <summary>Pinning sites of a track.</summary>
    public required int Sites { get; init; }

    /// <summary>Ages, of every row.</summary>
    public required ImmutableArray<Age> Ages { get; init; }

    /// <summary>Barriers in the device's kT with what they keep.</summary>
    public required ImmutableArray<(double BarrierKt, Retention Retention)> Rows { get; init; }

    /// <summary>The table of a synapse.</summary>
    /// <param name="device">The device.</param>
    /// <param name="barriersKt">Barriers in its kT; the device's own where empty.</param>
    /// <param name="temperaturesK">Temperatures; the device's own where empty.</param>
    /// <param name="ages">Ages.</param>
    /// <exception cref="InputException">The device lacks a parameter.</exception>
    public static RetentionTable Of(
        DeviceDescription device, IReadOnlyList<double> barriersKt, IReadOnlyList<double> temperaturesK, ImmutableArray<Age> ages)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new RetentionTable
        {
            Device = device,
            Sites = SitesOf(device),
            Ages = ages,
            Rows =
            [
                .. from barrier in barriersKt.Count > 0 ? barriersKt : [device.Si("retention.barrier")]
                   from temperature in temperaturesK.Count > 0 ? temperaturesK : [device.Si("environment.temperature")]
                   select (barrier, Retention.Of(device, barrier, temperature)),
            ],
        };
    }

    /// <summary>Pinning sites of a device's synapse: as many as its levels.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="InputException">There are fewer than two, or more than a walk can have.</exception>
    public static int SitesOf(DeviceDescription device)
    {
        ArgumentNullException.ThrowIfNull(device);
        double sites = Math.Round(device.Si("synapse.length") / device.Si("wall.step"));
        return sites is >= 2 and <= LevelWalk.MostSites
            ? (int)sites
            : throw new InputException(
                device.Of("wall.step").Place,
                FormattableString.Invariant(
                    $"wall.step = {device.Of("wall.step").Value} nm puts {sites} sites on synapse.length = {device.Of("synapse.length").Value} nm; allowed is 2 to {LevelWalk.MostSites}"));
    }

    /// <summary>Share of levels that are wrong at an age.</summary>
    /// <param name="retention">What keeps them.</param>
    /// <param name="age">The age.</param>
    public double Error(Retention retention, Age age)
    {
        ArgumentNullException.ThrowIfNull(retention);
        return new LevelWalk(Sites, retention.Hops(age.Seconds)).Error;
    }

    /// <summary>The JSON document that <c>device retention --output json</c> prints.</summary>
    public string Json() => JsonSerializer.Serialize(
        new
        {
            Points = Rows.Select(row => new
            {
                row.BarrierKt,
                row.Retention.TemperatureK,
                row.Retention.EscapeS,
                Ages = Ages.Select(
                    age => new
                    {
                        Age = age.Text,
                        AgeS = age.Seconds,
                        Hops = row.Retention.Hops(age.Seconds),
                        LevelError = Error(
                    row.Retention, age)
                    }),
            }),
            Device = Device.Name,
            Device.Settings,
            Sites,
            AttemptNs = Device.Si("retention.attempt") * 1e9,
        },
        Options);

    /// <summary>Writes a row a barrier, temperature and age.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void WriteCsv(string path) => DeviceCsv.Write(
        path,
        Header,
        from row in Rows
        from age in Ages
        select new double?[] {
            row.BarrierKt, row.Retention.TemperatureK, row.Retention.EscapeS, age.Seconds, row.Retention.Hops(age.Seconds), Error(
            row.Retention, age) });
}
