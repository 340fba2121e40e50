using System.Collections.Concurrent;
using System.Collections.Immutable;
using SpinArch.Devices;

namespace SpinArch.Sweeps;

/// <summary>
/// The device below a sweep's points: parameters of a magnet as knobs, named <c>physics.</c> and the parameter. Each combination is
/// characterised once; what follows lies below the point's own settings.
/// </summary>
public sealed class SweepPhysics
{
    /// <summary>What a knob of the device begins with.</summary>
    public const string Prefix = "physics.";

    private readonly ConcurrentDictionary<string, Lazy<ImmutableArray<string>>> _derived = new(StringComparer.Ordinal);

    /// <param name="device">The device.</param>
    /// <param name="plan">How it is characterised.</param>
    public SweepPhysics(DeviceDescription device, CharacterisationPlan plan) => (Device, Plan) = (device, plan);

    /// <summary>The device.</summary>
    public DeviceDescription Device { get; }

    /// <summary>How it is characterised.</summary>
    public CharacterisationPlan Plan { get; }

    /// <summary>The parameter of a knob, or null.</summary>
    /// <param name="knob">The knob's key.</param>
    internal static DeviceKey? Parameter(string knob) => knob.StartsWith(Prefix, StringComparison.Ordinal) ? DeviceTable.Find(
        knob[Prefix.Length..]) : null;

    /// <summary>Settings of the architecture that follow from parameters.</summary>
    /// <param name="parameters"><c>KEY=VALUE</c> of the device.</param>
    /// <exception cref="Files.InputException">The device with these parameters is none.</exception>
    public ImmutableArray<string> Settings(IReadOnlyCollection<string> parameters) => _derived.GetOrAdd(
        string.Join(' ', parameters), _ => new Lazy<ImmutableArray<string>>(
            () => Characterisation.Of(Device.With(parameters), Plan).Settings)).Value;
}
