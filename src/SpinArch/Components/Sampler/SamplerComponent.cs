using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Components.Sampler;

/// <summary>
/// Random-number arrays and accumulators: one Gaussian a row of a column, in ceil(rows / lanes) batches of reset, relax and one row read a
/// variable. Arrays take turns, batch by batch; one is free again when its batch is read, and the bank is full one normalising time after
/// the last of them.
/// </summary>
public static class SamplerComponent
{
    /// <summary>Random-number arrays; as a busy unit, the whole sampler.</summary>
    public static UnitKind Trng { get; } = new(0, "trng");

    /// <summary>Accumulators that make Gaussians of uniform variables.</summary>
    public static UnitKind Accumulator { get; } = new(1, "accumulator");

    /// <summary>One Gaussian bank filled. Items: active rows, one Gaussian each.</summary>
    public static ActivityKind Fill { get; } =
        new(1, "Fill", Trng, "One Gaussian bank filled. Items: active rows, one Gaussian each.");

    /// <summary>The unit.</summary>
    public static TileUnit Unit { get; } = new("sampler", Clocking.SelfTimed);

    /// <summary>One Gaussian a row.</summary>
    public static Store Gaussians { get; } = new("sampler", "Gaussian bank", StoreScope.Tile, "sampler.banks", spec => spec.Sampler.Banks);

    /// <summary>The component.</summary>
    public static ComponentKind Kind { get; } = new()
    {
        Name = "sampler",
        Summary = "random-number arrays and accumulators",
        HasClosedForm = true,
        Keys = SamplerKeys.Keys,
        Constants = SamplerKeys.Constants,
        Under = Under,
        Queues = _ => 1,
        Units = [Trng, Accumulator],
        Activities = [Fill],
        RandomBits = [(Fill, spec => (long)spec.Sampler.Variables * spec.Sampler.Bits)],
        Costs = SamplerCosts.Rules,
        Points = SamplerCosts.Points,
        Idles = SamplerCosts.Idles,
        Areas = SamplerCosts.Areas,
    };

    private static Component Under(ArchitectureSpec spec)
    {
        SamplerSpec sampler = spec.Sampler;
        var turn = new TimeTerm("turn", sampler.Turn);
        Formula occupancy = Formula.Passes(Quantity.Rows, ("lanes", sampler.Lanes), turn);
        return new Component
        {
            Stores = [Gaussians],
            Steps =
            [
                new Step
                {
                    Name = "fill",
                    Unit = Unit,
                    Opcodes = [Opcode.Column, Opcode.Sample],
                    Occupancy = occupancy,
                    Latency = occupancy - turn + new TimeTerm("batch", sampler.Batch) + new TimeTerm("normalise", sampler.Normalise),
                    Where = "batch: reset + relax + V x rowRead; turn: max(V x rowRead, batch / arrays), to the next whole picosecond",
                    Accesses = [Gaussians.Fill()],
                    Activities = [new StepActivity(Fill, Quantity.Rows)],
                },
            ],
        };
    }
}
