using SpinArch.Networks.Importing;
using SpinArch.Specs;

namespace SpinArch.Networks.Onnx;

/// <summary>What an operator needs of everything around it.</summary>
internal sealed class OnnxContext
{
    /// <summary>What is said of a graph that draws.</summary>
    public const string DrawnNote = "The graph draws weights itself: their means and deviations are taken from it.";

    private readonly Func<string, OnnxValue?> _find;
    private readonly Func<string, bool> _isLast;

    /// <param name="draft">The network so far.</param>
    /// <param name="tensors">Reads tensors.</param>
    /// <param name="deviations">Where standard deviations come from.</param>
    /// <param name="find">What a name stands for, or null.</param>
    /// <param name="isLast">Whether no node takes what a name stands for: it is an output of the graph.</param>
    public OnnxContext(NetworkDraft draft, OnnxTensors tensors, IDeviations deviations,
        Func<string, OnnxValue?> find, Func<string, bool> isLast)
    {
        Draft = draft;
        Tensors = tensors;
        Deviations = deviations;
        _find = find;
        _isLast = isLast;
    }

    /// <summary>The network so far.</summary>
    public NetworkDraft Draft { get; }

    /// <summary>Reads tensors.</summary>
    public OnnxTensors Tensors { get; }

    /// <summary>Where standard deviations come from.</summary>
    public IDeviations Deviations { get; }

    /// <summary>What the user should know, each once.</summary>
    public SortedSet<string> Notes { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an input is given.</summary>
    public static bool IsGiven(OnnxNode node, int input) => node.Inputs.Count > input && node.Inputs[input].Length > 0;

    /// <summary>Whether a node's first output is an output of the graph and nothing takes it.</summary>
    public bool IsLast(OnnxNode node) => _isLast(node.Outputs[0]);

    /// <summary>What an input stands for.</summary>
    public OnnxValue Value(OnnxNode node, int input)
    {
        if (!IsGiven(node, input))
        {
            throw new ImportFault($"has no input {input + 1}");
        }

        return _find(node.Inputs[input])
            ?? throw new ImportFault($"takes '{Quoted.Short(node.Inputs[input])}', which nothing before it gives");
    }

    /// <summary>An input that the network computes.</summary>
    public DraftMap Map(OnnxNode node, int input) => Value(node, input) switch
    {
        OnnxValue.Map map => map.Value,
        _ => throw new ImportFault($"works on '{Quoted.Short(node.Inputs[input])}', which is a constant, where what the network computes "
            + "is meant"),
    };

    /// <summary>An input that the file holds; null where it is not given.</summary>
    public NamedTensor? Constant(OnnxNode node, int input) => !IsGiven(node, input) ? null : Value(node, input) switch
    {
        OnnxValue.Constant constant => constant.Tensor with { Name = node.Inputs[input] },
        _ => throw new ImportFault($"takes '{Quoted.Short(node.Inputs[input])}' as weights or setting, which is computed; it must be a "
            + "constant of the file"),
    };

    /// <summary>An input that the file must hold.</summary>
    public NamedTensor Needed(OnnxNode node, int input) => Constant(node, input) ?? throw new ImportFault($"has no input {input + 1}");

    /// <summary>Means with their deviations: those that the graph draws with, or those that were given.</summary>
    public WeightPair Weights(NamedTensor mean, bool isBias)
    {
        if (mean.Sigma is not { } sigma)
        {
            return new WeightPair(mean.Finite(), Deviations.Of(mean, isBias));
        }

        int wrong = Array.FindIndex(sigma, value => !double.IsFinite(value));
        if (wrong >= 0 || Deviations is not NoDeviations)
        {
            throw new ImportFault(wrong >= 0
                ? FormattableString.Invariant($"draws '{Quoted.Short(mean.Name)}' with the deviation {sigma[wrong]} at element {wrong}")
                : $"draws '{Quoted.Short(mean.Name)}' itself; leave out --sigma, --sigma-scale and --mu-rho");
        }

        HasDrawn = true;
        return new WeightPair(mean.Finite(), sigma);
    }

    /// <summary>Whether the graph drew weights itself.</summary>
    public bool HasDrawn { get; private set; }
}
