using SpinArch.Arithmetic;
using SpinArch.Compilation;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Functional;

/// <summary>
/// The network in real numbers (binary32 products, fixed order of summation) with any subset of the hardware's
/// quantisations: the ideal network where it is empty. Weights, Gaussians and partition are the hardware's, so two subsets
/// differ by the effects alone. Immutable.
/// </summary>
internal sealed class RealNetwork
{
    public RealNetwork(NetworkGraph graph, ArchitectureSpec spec, Program program, InferenceEffects effects)
    {
        Spec = spec;
        Effects = effects;
        Layers = graph.Layers;
        Outputs = program.OutputWords;
        Quantiles = new NormalQuantiles();
        ArchitectureSpec cells = DeviceEffects.Only(spec, effects);
        QuantisedLayer[] levels = [.. graph.Layers.Select(layer => Quantiser.Quantise(layer, spec))];
        PlacedBlock[][][] placed =
            [.. PlacedBlock.Of(program).GroupBy(block => block.Block.Layer).OrderBy(layer => layer.Key).Select(PlacedBlock.ByColumns)];
        Blocks =
        [
            .. placed.Select((ranges, layer) => ranges.Select(range => range
                .Select(block => new RealBlock(block, graph.Layers[layer], levels[layer], cells, effects)).ToArray()).ToArray()),
        ];
        Placed = [.. placed.Select(ranges => ranges.SelectMany(range => range.Select(block => block.Block)).ToArray())];
        KeepsMean = [.. placed.Select(ranges => ranges[0][0].KeepsMean)];
        Biases = [.. placed.Select((ranges, layer) => ranges.Select(range => LaneBias.Of(cells, range, graph.Layers[layer].Rows)).ToArray())];
    }

    public ArchitectureSpec Spec { get; }

    public InferenceEffects Effects { get; }

    public IReadOnlyList<NetworkLayer> Layers { get; }

    public int Outputs { get; }

    /// <summary>By layer: its blocks as the program has them.</summary>
    public LayerBlock[][] Placed { get; }

    /// <summary>By layer, column range and row range.</summary>
    public RealBlock[][][] Blocks { get; }

    /// <summary>By layer and column range: the lanes that draw for it, null where they are fair.</summary>
    public LaneBias?[][] Biases { get; }

    /// <summary>
    /// By layer: whether its mean crossbars are read once an input, on sample 0 (mu reuse); copies of a layer do not differ here.
    /// </summary>
    public bool[] KeepsMean { get; }

    public NormalQuantiles Quantiles { get; }

    /// <summary>What a unit of an output is worth: a step of the neuron where outputs come in such steps, else 1.</summary>
    public double OutputUnit => OutputsAreCodes ? 1.0 / NeuronMaximum : 1;

    private bool OutputsAreCodes => Effects.HasFlag(InferenceEffects.Neuron) && Layers[^1].Activation == Activation.SaturatingLinear;

    private int NeuronMaximum => (1 << Spec.Neuron.Bits) - 1;

    /// <summary>
    /// An output in units of <see cref="OutputUnit"/>: whole where outputs come in steps, so that equal sums of them are equal.
    /// </summary>
    public double InUnits(double output) => OutputsAreCodes ? Math.Round(output * NeuronMaximum) : output;

    /// <summary>The activation of a sum, where the layer has one.</summary>
    public double Activate(double sum, Activation activation) => activation switch
    {
        Activation.None => sum,
        Activation.SaturatingLinear => Clip(sum),
        Activation.Sign => sum >= 0 ? 1 : -1,
        Activation.Linear => sum < 0 ? -Clip(-sum) : Clip(sum),
    };

    /// <summary>An input of a layer, 0 to 1, as the DACs drive it.</summary>
    public float Drive(double x)
    {
        double maximum = (1 << Spec.Dac.Bits) - 1;
        return (float)(Effects.HasFlag(InferenceEffects.Dac) ? Math.Round(x * maximum, MidpointRounding.AwayFromZero) / maximum : x);
    }

    /// <summary>A pixel as the DACs drive it.</summary>
    public float Pixel(byte pixel)
    {
        int maximum = (1 << Spec.Dac.Bits) - 1;
        return Effects.HasFlag(InferenceEffects.Dac) ? (float)ColumnMath.RoundDivide((long)pixel * maximum, 255) / maximum : pixel / 255f;
    }

    private double Clip(double sum)
    {
        double clipped = Math.Clamp(sum, 0, 1);
        double codes = NeuronMaximum;
        return Effects.HasFlag(InferenceEffects.Neuron) ? Math.Round(clipped * codes, MidpointRounding.AwayFromZero) / codes : clipped;
    }
}
