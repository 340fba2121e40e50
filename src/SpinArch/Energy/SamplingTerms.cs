using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>Terms of the sampling path: random bits, accumulators, x.z multipliers.</summary>
internal static class SamplingTerms
{
    public static void AddTo(TermBuilder builder)
    {
        SamplerSpec sampler = builder.Spec.Sampler;
        long bits = (long)sampler.Variables * sampler.Bits;
        foreach ((string action, string key, TermScope scope) in new[]
        {
            ("bit", "trng.bitEnergy", TermScope.Paper),
            ("sense", "trng.senseEnergy", TermScope.System),
        })
        {
            builder.Add(
                UnitKind.Trng,
                action,
                scope,
                ActivityKind.Fill,
                CountBasis.Items,
                builder.EachTile(bits),
                Quectojoules.FromFemtojoules(builder.Technology[key].Value),
                [key]);
        }

        // V - 1 additions and the subtraction of the mean; normalising is a shift, which is wiring.
        int accumulating = builder.AddAccess(
            UnitKind.Accumulator,
            "operation",
            TermScope.Paper,
            ActivityKind.Fill,
            CountBasis.Items,
            builder.EachTile(sampler.Variables),
            builder.Access,
            "alu.addPower",
            "alu.leakage");
        builder.AddIdle(UnitKind.Accumulator, "idle", builder.PerTile(tile => tile.Lanes), "alu.leakage", 1, accumulating);

        int scaling = builder.AddAccess(
            UnitKind.Scaler,
            "multiply",
            TermScope.Paper,
            ActivityKind.Scale,
            CountBasis.Items,
            builder.EachTile(1),
            builder.Access,
            "alu.multiplyPower",
            "alu.leakage",
            law: builder.Laws.Clocked,
            otherKeys: builder.Speed);
        builder.AddIdle(UnitKind.Scaler, "idle", builder.PerTile(tile => tile.Multipliers), "alu.leakage", 1, scaling);
    }
}
