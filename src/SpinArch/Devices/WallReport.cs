using System.Collections.Immutable;
using System.Text.Json;
using SpinArch.Files;

namespace SpinArch.Devices;

/// <summary>The pulses of a synapse or a neuron with what they mean for its cell: conductance, levels, linearity.</summary>
public sealed record WallReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true
    };

    private static readonly string[] Header =
    [
        "currentUa", "currentDensity", "velocity", "closedFormVelocity", "displacementNm", "meanNm", "deviationNm", "levelError",
            "conductanceChange", "conductanceChangeUs", "energyFj",
    ];

    /// <summary>The device.</summary>
    public required DeviceDescription Device { get; init; }

    /// <summary><c>synapse</c> or <c>neuron</c>.</summary>
    public required string Part { get; init; }

    /// <summary>The experiment.</summary>
    public required WallExperiment Experiment { get; init; }

    /// <summary>Its points.</summary>
    public required ImmutableArray<WallPoint> Points { get; init; }

    /// <summary>Change of conductance from end to end of the track [S]: (1 - 1 / (1 + TMR)) / R.</summary>
    public double ConductanceRangeS => (1 - (1 / (1 + Device.Si("synapse.tmr")))) / Device.Si("synapse.resistance");

    /// <summary>Largest relative departure of a displacement from the straight line through the origin and the point of the highest
    /// current; null with fewer than two points.</summary>
    public double? Nonlinearity
    {
        get
        {
            WallPoint[] driven = [.. Points.Where(point => point.CurrentDensityAPerM2 > 0).OrderBy(point => point.CurrentDensityAPerM2)];
            return driven.Length < 2 ? null
                : driven[..^1].Max(
                    point => Math.Abs((point.DisplacementM / point.CurrentDensityAPerM2 * driven[^1].CurrentDensityAPerM2 / driven[
                    ^1].DisplacementM) - 1));
        }
    }

    /// <summary>Change of conductance of a point as a share of the range: linear in the wall's place, which stops at the ends of the
    /// track.</summary>
    /// <param name="point">The point.</param>
    public double ConductanceChange(WallPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Math.Clamp(point.DisplacementM / Experiment.Track.LengthM, -1, 1);
    }

    /// <summary>The JSON document that <c>device synapse --output json</c> prints.</summary>
    public string Json() => JsonSerializer.Serialize(
        new
        {
            Points = Points.Select(point => new
            {
                CurrentDensity = point.CurrentDensityAPerM2,
                CurrentUa = point.CurrentA * 1e6,
                Velocity = point.VelocityMPerS,
                ClosedFormVelocity = point.ClosedFormVelocityMPerS,
                DisplacementNm = point.DisplacementM * 1e9,
                ThermalNm = Experiment.Trials == 0 ? null : new
                {
                    Mean = point.MeanDisplacementM * 1e9,
                    Deviation = point.DeviationM * 1e9
                },
                LevelError = Experiment.Trials == 0 ? null : (double?)point.LevelError,
                ConductanceChange = ConductanceChange(point),
                ConductanceChangeUs = ConductanceChange(point) * ConductanceRangeS * 1e6,
                EnergyFj = point.EnergyJ * 1e15,
            }),
            Device = Device.Name,
            Device.Settings,
            Part,
            PulseNs = Experiment.PulseS * 1e9,
            LengthNm = Experiment.Track.LengthM * 1e9,
            Experiment.Track.Levels,
            StepNm = Experiment.Track.StepM * 1e9,
            Nonlinearity,
            ConductanceRangeUs = ConductanceRangeS * 1e6,
            WallWidthNm = Experiment.Track.WallWidthM * 1e9,
            DmiFieldAPerM = Experiment.Track.DmiFieldAPerM,
            ShapeFieldAPerM = Experiment.Track.ShapeFieldAPerM,
            SaturationCurrentDensity = Experiment.Track.SaturationCurrentDensityAPerM2,
            Experiment.Track.ResistanceOhm,
            Experiment.Track.TemperatureK,
            Experiment.Trials,
            Experiment.Seed,
            StepPs = Experiment.StepS * 1e12,
        },
        Options);

    /// <summary>Writes a row a point.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void WriteCsv(string path) => DeviceCsv.Write(
        path,
        Header,
        Points.Select(point => new double?[]
        {
            point.CurrentA * 1e6, point.CurrentDensityAPerM2, point.VelocityMPerS, point.ClosedFormVelocityMPerS,
                point.DisplacementM * 1e9, point.MeanDisplacementM * 1e9,
            point.DeviationM * 1e9, point.LevelError, ConductanceChange(point), ConductanceChange(point) * ConductanceRangeS * 1e6,
                point.EnergyJ * 1e15,
        }));
}
