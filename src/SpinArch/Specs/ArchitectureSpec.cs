namespace SpinArch.Specs;

/// <summary>
/// A chip as the configuration describes it: every count, width and time of one tile, the mesh that joins the tiles, how
/// networks are mapped onto it, and the technology whose constants its energies use. Immutable; validated when read.
/// </summary>
public sealed record ArchitectureSpec
{
    /// <summary>The architecture's name; for people only, nothing branches on it.</summary>
    public required string Name { get; init; }

    /// <summary>What the chip is built of: the components that the architecture lists, and those that every chip has.</summary>
    public required ComponentList Components { get; init; }

    /// <summary>Whether its arrays are read whole, in place of column by column.</summary>
    public bool ReadsWhole => Components.ReadsWhole;

    /// <summary>What components say of themselves that nothing below them reads, by type.</summary>
    public SpecParts Parts { get; init; } = SpecParts.None;

    /// <summary>The digital clock.</summary>
    public required ClockSpec Clock { get; init; }

    /// <summary>The mean and sigma crossbars of a tile.</summary>
    public required CrossbarSpec Crossbar { get; init; }

    /// <summary>The random-number arrays and accumulators.</summary>
    public required SamplerSpec Sampler { get; init; }

    /// <summary>The x.z multipliers.</summary>
    public required ScalerSpec Scaler { get; init; }

    /// <summary>Banks of the sigma DAC register.</summary>
    public required BankSpec SigmaInput { get; init; }

    /// <summary>Banks of the sample-and-hold.</summary>
    public required BankSpec SampleHold { get; init; }

    /// <summary>Banks of the input register x.</summary>
    public required BankSpec Input { get; init; }

    /// <summary>Banks of each kind of latch (mean, sigma, partial sum, output), per column.</summary>
    public required BankSpec Latch { get; init; }

    /// <summary>The analog-to-digital converters of a tile.</summary>
    public required AdcSpec Adc { get; init; }

    /// <summary>The digital-to-analog converters.</summary>
    public required DacSpec Dac { get; init; }

    /// <summary>The neuron.</summary>
    public required NeuronSpec Neuron { get; init; }

    /// <summary>The weight cells.</summary>
    public required WeightSpec Weight { get; init; }

    /// <summary>
    /// Whether weights have a sigma beside their mean. Without it a tile has mean crossbars only, and no weight is drawn.
    /// </summary>
    public bool HasSigma => Weight.SigmaBits > 0;

    /// <summary>Whether a sampler draws for columns: not where cells do it that are read whole.</summary>
    public bool HasSampler => HasSigma && !ReadsWhole;

    /// <summary>Columns of weights that a crossbar holds, each on <see cref="WeightSpec.Slices"/> bit lines; unbounded where bit lines are. At least 1: the partitioner refuses fewer lines than a weight needs.</summary>
    public Extent WeightColumns => Crossbar.Columns.IsUnbounded ? Crossbar.Columns : Extent.Of(Math.Max(1, Crossbar.Columns.Limit / Weight.Slices));

    /// <summary>Vector-wide banks of a tile: x of every block that it can hold, and the sigma DAC register of every pair.</summary>
    public long InputBanks => ((long)Input.Banks * Crossbar.BlockPlaces) + ((long)SigmaInput.Banks * Crossbar.PairsPerTile);

    /// <summary>
    /// Column-wide banks of a tile: mean, sigma where there is one (or a code for both), partial sum and output of every block that it can
    /// hold.
    /// </summary>
    public long LatchBanks => (HasSampler ? 4L : 3L) * Latch.Banks * Crossbar.BlockPlaces;

    /// <summary>Imperfections of the cells.</summary>
    public required DeviceSpec Device { get; init; }

    /// <summary>The vector unit.</summary>
    public required VectorSpec Vector { get; init; }

    /// <summary>The sequencer.</summary>
    public required SequencerSpec Sequencer { get; init; }

    /// <summary>Links and routers.</summary>
    public required LinkSpec Link { get; init; }

    /// <summary>The mesh and its port.</summary>
    public required MeshSpec Mesh { get; init; }

    /// <summary>How networks are mapped.</summary>
    public required MappingSpec Mapping { get; init; }

    /// <summary>
    /// <c>sampling.scope</c>: how long a draw of a layer's weights is used, where several vectors meet them in one sample.
    /// </summary>
    public SamplingScope Sampling { get; init; }

    /// <summary>Assumed activity where a network carries no weights.</summary>
    public required ActivitySpec Activity { get; init; }

    /// <summary>Mean of (sigma drive / full drive) squared where a network carries no weights: x and z are independent, so the mean of (x z)^2 is the product of theirs.</summary>
    public double MeanSquareSigmaDrive => HasSigma ? Activity.MeanSquareDrive * Sampler.MeanSquareDraw : 0;

    /// <summary>
    /// Quanta and drive of a read of a whole array where a network carries no weights: of one slice of the inputs, over all bit lines.
    /// Every slice is as busy as the whole: the mean of its square is that of the activity.
    /// </summary>
    /// <param name="rows">Active rows.</param>
    /// <param name="columns">Columns of weights.</param>
    public (long Quanta, long Drive) AssumedArrayRead(int rows, int columns)
    {
        double full = (1L << Dac.DriverBits) - 1;
        double drive = rows * Activity.MeanSquareDrive * full * full;
        long lines = (long)columns * Weight.Slices;
        long quanta = (long)Math.Round(drive * Activity.MeanLevel * Weight.MeanCellMaximum, MidpointRounding.AwayFromZero);
        return (lines * quanta, lines * (long)Math.Round(drive, MidpointRounding.AwayFromZero));
    }

    /// <summary>The constants that energy and area are computed from.</summary>
    public required TechnologySpec Technology { get; init; }

    /// <summary>What a paper prints of this chip; null where none does, or a setting makes another chip of it.</summary>
    public PublishedFigures? Published { get; init; }

    /// <summary>SHA-256 over every effective value that a program depends on, as lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>What a component says of itself; as that is when nothing is set, where it is not set.</summary>
    /// <typeparam name="T">Its record.</typeparam>
    public T Part<T>()
        where T : class, new() => Parts.Of<T>();

    /// <summary>The same architecture with another such record.</summary>
    /// <param name="part">The record.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public ArchitectureSpec With<T>(T part)
        where T : class, new() => this with { Parts = Parts.With(part) };
}
