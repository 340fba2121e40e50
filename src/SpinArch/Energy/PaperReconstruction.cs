using SpinArch.Components.Converter;
using SpinArch.Components.Crossbar;
using SpinArch.Components.Sampler;
using SpinArch.Costs;
using SpinArch.Specs;

namespace SpinArch.Energy;

/// <summary>
/// What the account of a run gives for an estimate that a paper publishes. Nothing here is tuned: the choice of terms is the paper scope,
/// made after the figure was known, and is called so.
/// </summary>
public sealed record PaperReconstruction
{
    /// <summary>Sum of the paper scope.</summary>
    public required Quectojoules Reconstruction { get; init; }

    /// <summary>
    /// Random bits, crossbars, one-bit DACs and ADC only, dynamic: the blocks that the paper names; null where the chip has none.
    /// </summary>
    public required Quectojoules? NamedBlocks { get; init; }

    /// <summary>Input and sample pairs in the run; the published figures are for one.</summary>
    public required long ImageSamples { get; init; }

    /// <summary>The comparison for a run.</summary>
    /// <param name="account">The run's account.</param>
    /// <param name="spec">The architecture, for its DAC bits.</param>
    /// <param name="imageSamples">Inputs times samples, at least 1.</param>
    public static PaperReconstruction Of(EnergyAccount account, ArchitectureSpec spec, long imageSamples)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(spec);
        bool hasCells = spec.Technology.Constants.TryGetValue("dac.bitScaling", out TechnologyConstant? scales);
        long scaling = scales is null || scales.Value == 0 ? 1 : spec.Dac.Bits;
        Quectojoules named = account.Sum(line => IsNamed(line) && !IsDac(line));
        Quectojoules drivers = account.Sum(line => IsNamed(line) && IsDac(line));
        return new PaperReconstruction
        {
            Reconstruction = account.PaperScope,
            NamedBlocks = hasCells ? named + new Quectojoules(drivers.Value / scaling) : null,
            ImageSamples = imageSamples,
        };
    }

    private static bool IsNamed(EnergyLine line) =>
        line is { Scope: TermScope.Paper, Kind: TermKind.Dynamic } &&
        (line.Unit == SamplerComponent.Trng || line.Unit == CrossbarComponent.MeanCrossbar || line.Unit == CrossbarComponent.SigmaCrossbar
            || line.Unit == ConverterComponent.Adc || line.Unit == CrossbarComponent.MeanDac || line.Unit == CrossbarComponent.SigmaDac);

    private static bool IsDac(EnergyLine line) => (line.Unit == CrossbarComponent.MeanDac || line.Unit == CrossbarComponent.SigmaDac);
}
