using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Registers;

/// <summary>
/// Register files that hold what stands between units: input vectors and drive codes, Gaussians, latched words. The stores are those of
/// other components.
/// </summary>
public static class RegistersComponent
{
    /// <summary>Input registers, DAC registers and latches.</summary>
    public static UnitKind Latch { get; } = new(10, "latch");

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "registers",
        Summary = "register files behind input vectors, drive codes, Gaussians and latches",
        HasClosedForm = true,
        IsBasic = true,
        Constants = RegistersKeys.Constants,
        Units = [Latch],
        Costs = RegistersCosts.Rules,
        Idles = RegistersCosts.Idles,
        Areas = RegistersCosts.Areas,
    };
}
