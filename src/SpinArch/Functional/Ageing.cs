using SpinArch.Devices;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>A chip whose cells were written some time ago.</summary>
/// <param name="Device">What the cells are made of.</param>
/// <param name="BarrierKt">Barrier between levels, in the device's kT.</param>
/// <param name="Retention">What keeps the levels.</param>
/// <param name="Age">Time since they were written.</param>
public sealed record Ageing(DeviceDescription Device, double BarrierKt, Retention Retention, Age Age)
{
    /// <summary>Mean number of hops of a wall.</summary>
    public double Hops => Retention.Hops(Age.Seconds);

    /// <summary>Share of levels that are wrong.</summary>
    public double LevelError => new LevelWalk(RetentionTable.SitesOf(Device), Hops).Error;

    /// <summary>The architecture with cells of this age.</summary>
    /// <param name="architecture">The architecture as written.</param>
    public ArchitectureSpec Aged(ArchitectureSpec architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return architecture with { Device = architecture.Device with { Hops = Hops, Sites = RetentionTable.SitesOf(Device) } };
    }
}
