using SpinArch.Components;
using SpinArch.Devices;
using SpinArch.Files;
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
    /// <exception cref="InputException">It has no cells.</exception>
    public ArchitectureSpec Aged(ArchitectureSpec architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        if (ComponentCatalog.TakesWholeLayers(architecture))
        {
            throw new InputException(architecture.Name, "its weights lie in a memory, in no cells that could age; leave --age out");
        }

        return architecture with { Device = architecture.Device with { Hops = Hops, Sites = RetentionTable.SitesOf(Device) } };
    }
}
