using SpinArch.Components.Receiver;
using SpinArch.Components.Sampler;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Scaler;

/// <summary>The x.z multipliers: one bank of Gaussians times the kept input vector into the register of the sigma DACs.</summary>
public static class ScalerComponent
{
    /// <summary>Multipliers x.z.</summary>
    public static UnitKind Scaler { get; } = new(2, "scaler");

    /// <summary>One bank of products x.z into the sigma DAC register. Items: active rows.</summary>
    public static ActivityKind Scale { get; } =
        new(2, "Scale", Scaler, "One bank of products x.z into the sigma DAC register. Items: active rows.");

    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("scaler", Clocking.Edge);

    /// <summary>One signed drive code a row.</summary>
    public static Store SigmaInput { get; } = new("sigmaInput", "sigma DAC register bank", StoreScope.Tile, "sigmaInput.banks", spec => spec.SigmaInput.Banks);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "scaler",
        Summary = "multipliers x.z and the register of the sigma DACs",
        HasClosedForm = true,
        Keys = ScalerKeys.Keys,
        Constants = ScalerKeys.Constants,
        Under = Under,
        Queues = _ => 1,
        Units = [Scaler],
        Activities = [Scale],
        Costs = ScalerCosts.Rules,
        Idles = ScalerCosts.Idles,
        Areas = ScalerCosts.Areas,
    };

    private static Component Under(ArchitectureSpec spec)
    {
        Formula time = Formula.Passes(Quantity.Rows, ("width", spec.Scaler.Width), new TimeTerm("clock", spec.Clock.Period));
        return new Component
        {
            Stores = [SigmaInput],
            Steps =
            [
                new Step
                {
                    Name = "scale",
                    Unit = Unit,
                    Opcodes = [Opcode.Column, Opcode.Scale],
                    Occupancy = time,
                    Latency = time,
                    Accesses = [ReceiverComponent.Input.Keep(ends: Traits.ConsumesInput), SamplerComponent.Gaussians.Take(), SigmaInput.Fill()],
                    Activities = [new StepActivity(Scale, Quantity.Rows)],
                },
            ],
        };
    }
}
