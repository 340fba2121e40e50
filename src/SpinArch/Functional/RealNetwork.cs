using System.Collections.Immutable;
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
        LoweredNetwork lowered = NetworkLowering.Lower(graph);
        Stages = lowered.Stages;
        Inputs = graph.Inputs;
        OutputRange = NetworkScaling.OutputRange(graph);
        Dictionary<string, NetworkNode> nodes = graph.Nodes.ToDictionary(node => node.Name);
        Nodes = [.. Stages.Select(stage => nodes[stage.Name])];
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

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>The stages, and the layer of the network that each comes from.</summary>
    public ImmutableArray<ProgramStage> Stages { get; }

    /// <summary>By stage.</summary>
    public ImmutableArray<NetworkNode> Nodes { get; }

    /// <summary>What 1 of an output stands for.</summary>
    private double OutputRange { get; }

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

    /// <summary>
    /// What a unit of an output is worth: a step of the neuron, or of a drive code, where outputs come in such steps, else 1.
    /// </summary>
    public double OutputUnit => OutputSteps > 0 ? OutputRange / OutputSteps : 1;

    // Steps of an output from 0 to the full code; 0 where it is any number.
    private int OutputSteps => Stages[^1].Kind != StageKind.Matrix ? (Effects.HasFlag(InferenceEffects.Dac) ? (1 << Spec.Dac.Bits) - 1 : 0)
        : HasNeuron && Layers[^1].Activation == Activation.SaturatingLinear ? NeuronMaximum : 0;

    private bool HasNeuron => Effects.HasFlag(InferenceEffects.Neuron);

    private int NeuronMaximum => (1 << Spec.Neuron.Bits) - 1;

    /// <summary>
    /// An output in units of <see cref="OutputUnit"/>: whole where outputs come in steps, so that equal sums of them are equal.
    /// </summary>
    public double InUnits(double output) => OutputSteps > 0 ? Math.Round(output * OutputSteps) : output * OutputRange;

    /// <summary>
    /// What follows a sum. Only neurons hold a <c>relu</c>, or a sum without activation before other layers, at its range.
    /// </summary>
    /// <param name="sum">The sum, in units of the range.</param>
    /// <param name="stage">Whose sum it is.</param>
    public double Activate(double sum, int stage) => Nodes[stage].Activation switch
    {
        NodeActivation.SaturatingLinear => Clip(sum),
        NodeActivation.Relu => HasNeuron ? Clip(sum) : Math.Max(sum, 0),
        NodeActivation.Sign => sum >= 0 ? 1 : -1,
        NodeActivation.None => !HasNeuron || stage == Stages.Length - 1 ? sum : sum < 0 ? -Clip(-sum) : Clip(sum),
    };

    /// <summary>What follows an addition, which is made of codes: nothing is rounded in the neuron, but its range holds.</summary>
    /// <param name="sum">The sum, in units of the range.</param>
    /// <param name="stage">Whose sum it is.</param>
    public double ActivateSum(double sum, int stage) => Nodes[stage].Activation switch
    {
        NodeActivation.SaturatingLinear => Math.Clamp(sum, 0, 1),
        NodeActivation.Relu => HasNeuron ? Math.Clamp(sum, 0, 1) : Math.Max(sum, 0),
        NodeActivation.Sign => sum >= 0 ? 1 : -1,
        NodeActivation.None => HasNeuron ? Math.Clamp(sum, -1, 1) : sum,
    };

    /// <summary>An input of a layer, -1 to 1 where DACs drive it.</summary>
    public float Drive(double x)
    {
        double maximum = (1 << Spec.Dac.Bits) - 1;
        return (float)(Effects.HasFlag(InferenceEffects.Dac)
            ? Math.Round(Math.Clamp(x, -1, 1) * maximum, MidpointRounding.AwayFromZero) / maximum : x);
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
        return HasNeuron ? Math.Round(clipped * codes, MidpointRounding.AwayFromZero) / codes : clipped;
    }
}
