using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Networks.Importing;

/// <summary>
/// Reads a state dictionary of PyTorch, saved as a NumPy archive, into a chain of dense layers. Such a file knows parameters and their
/// order, and neither what happens between layers nor the windows of convolutions: one activation is taken for all hidden layers, and
/// convolutions are for ONNX.
/// </summary>
internal sealed class StateDictionaryReader
{
    private const string RunningMean = "running_mean";
    private const string RunningVariance = "running_var";
    private const string Tracked = "num_batches_tracked";
    private const double Epsilon = 1e-5;

    private readonly NumpyArchive _archive;
    private readonly MuRhoNaming? _naming;
    private readonly ImportedActivation _hidden;
    private readonly IDeviations _deviations;
    private readonly NetworkDraft _draft = new();
    private readonly ImportFaults _faults;

    private StateDictionaryReader(string path, NumpyArchive archive, MuRhoNaming? naming, ImportedActivation hidden, IDeviations deviations)
    {
        (_archive, _naming, _hidden, _deviations) = (archive, naming, hidden, deviations);
        _faults = new ImportFaults(path);
    }

    /// <summary>Reads a dictionary.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="naming">How the library of Bayesian layers names things; null for plain layers.</param>
    /// <param name="hidden">What follows every layer but the last.</param>
    /// <param name="deviations">Where standard deviations come from, given the arrays.</param>
    /// <exception cref="InputException">The file is no archive.</exception>
    public static ImportReading Read(
        string path, MuRhoNaming? naming, ImportedActivation hidden, Func<Func<string, NamedTensor?>, IDeviations> deviations)
    {
        var archive = NumpyArchive.Read(path);
        return new StateDictionaryReader(path, archive, naming, hidden, deviations(name => Tensor(archive, name))).Read();
    }

    /// <summary>The arrays of an archive by name.</summary>
    /// <param name="path">The archive.</param>
    public static Func<string, NamedTensor?> Tensors(string path)
    {
        var archive = NumpyArchive.Read(path);
        return name => Tensor(archive, name);
    }

    private static NamedTensor? Tensor(NumpyArchive archive, string name)
    {
        if (!archive.Arrays.TryGetValue(name, out NumpyArray? array))
        {
            return null;
        }

        double[] values = [.. Enumerable.Range(0, array.Count).Select(array.Value)];
        return array.ElementType.IsFloatingPoint()
            ? new NamedTensor { Name = name, Extents = array.Shape, Reals = values }
            : new NamedTensor { Name = name, Extents = array.Shape, Integers = [.. values.Select(value => (long)value)] };
    }

    private ImportReading Read()
    {
        ImmutableArray<(string Path, ImmutableArray<string> Parameters)> modules = Modules();
        int lastDense = modules.Length - 1;
        while (lastDense >= 0 && modules[lastDense].Parameters.Contains(RunningMean))
        {
            lastDense--;
        }

        DraftMap? map = null;
        for (int index = 0; index < modules.Length; index++)
        {
            (string module, ImmutableArray<string> parameters) = modules[index];
            try
            {
                map = parameters.Contains(RunningMean)
                    ? Normalised(module, parameters, map
                        ?? throw new ImportFault("is a batch normalisation before any layer, which cannot be folded"))
                    : Dense(module, parameters, map);

                // A normalisation comes between a layer and its activation.
                bool isNormalisedNext = index + 1 < modules.Length && modules[index + 1].Parameters.Contains(RunningMean);
                if (index < lastDense && !isNormalisedNext)
                {
                    map = _draft.Activated(map, _hidden);
                }
            }
            catch (ImportFault fault)
            {
                _faults.Add(module.Length == 0 ? "module at the top" : $"module '{Quoted.Short(module)}'", fault.Message);
                map = null;
            }
        }

        foreach (string fault in _faults.Any ? [] : map is null ? ["holds no weights of a layer"] : _deviations.Faults())
        {
            _faults.Add("", fault);
        }

        int layers = _draft.Nodes.Count;
        string[] notes = layers < 2 ? [] :
            [$"The file does not say what stands between layers: {_hidden.Name} is taken after every one but the last (--activation says "
                + "another)."];
        return new ImportReading
        {
            Nodes = !_faults.Any ? LayerNames.Distinct(_draft.Nodes) : [],
            Input = _draft.InputExtents,
            Faults = _faults.Lines(),
            Notes = !_faults.Any ? [.. notes, .. _deviations.Notes()] : [],
        };
    }

    // Modules in the order in which their first parameter stands, which is the order in which PyTorch's model defines them.
    private ImmutableArray<(string Path, ImmutableArray<string> Parameters)> Modules()
    {
        List<string> order = [];
        Dictionary<string, List<string>> parameters = [];
        foreach (string name in _archive.Names.Where(name => _naming is null
            || !_naming.Kept.Any(part => name.Contains(part, StringComparison.Ordinal))))
        {
            int dot = name.LastIndexOf('.');
            string module = dot < 0 ? "" : name[..dot];
            if (!parameters.TryGetValue(module, out List<string>? known))
            {
                order.Add(module);
                parameters[module] = known = [];
            }

            known.Add(name[(dot + 1)..]);
        }

        return [.. order.Select(module => (module, parameters[module].ToImmutableArray()))];
    }

    private DraftMap Dense(string module, ImmutableArray<string> parameters, DraftMap? input)
    {
        ImmutableArray<string> means = [.. _naming?.WeightMeans ?? [], "weight"];
        string[] weights = [.. parameters.Where(means.Contains)];
        string[] biases = [.. parameters.Where(name => name == "bias" || name == _naming?.BiasMean)];
        string[] known = [.. weights, .. biases, .. weights.Concat(biases).Select(name => _naming?.SpreadOf(name)).OfType<string>()];
        string? unknown = parameters.FirstOrDefault(name => !known.Contains(name));
        if (weights.Length != 1 || biases.Length > 1 || unknown is not null)
        {
            string wanted = _naming is { } naming
                ? $"{naming.Name} has {string.Join(" or ", naming.WeightMeans.Select(mean => $"{mean} with {naming.SpreadOf(mean)}"))}, "
                    + $"and {naming.BiasMean}"
                : "a plain layer has weight and bias; --mu-rho says how a Bayesian one is named";
            throw new ImportFault($"holds {string.Join(", ", parameters.Take(8).Select(Quoted.Short))}, which is no layer that is read: "
                + $"{wanted}");
        }

        NamedTensor mean = Array(module, weights[0]);
        if (mean.Extents.Length != 2)
        {
            throw new ImportFault(mean.Extents.Length is 3 or 4
                ? "is a convolution, of which a state dictionary knows neither stride nor padding nor what is pooled: export the model to "
                    + "ONNX"
                : $"has weights of {MapShape.Text(mean.Extents)}; those of a dense layer are (outputs, inputs)");
        }

        var layer = new ImportedWeights
        {
            Outputs = mean.Extents[0],
            Matrix = new WeightPair(mean.Weights(), _deviations.Of(mean, isBias: false))
        };
        if (biases is [var name])
        {
            NamedTensor bias = Array(module, name);
            layer = bias.Extents.SequenceEqual([layer.Outputs])
                ? layer with { Bias = new WeightPair(bias.Weights(), _deviations.Of(bias, isBias: true)) }
                : throw new ImportFault($"has biases of {MapShape.Text(bias.Extents)} for {layer.Outputs} outputs");
        }

        input ??= _draft.Nodes.Count == 0 && mean.Count > 0 ? NetworkDraft.Input([mean.Extents[1]])
            : throw new ImportFault("follows a module that cannot be read");
        return _draft.Dense(module.Length == 0 ? "layer" : module, input, layer);
    }

    private DraftMap Normalised(string module, ImmutableArray<string> parameters, DraftMap input)
    {
        string? unknown = parameters.FirstOrDefault(name => name is not (RunningMean or RunningVariance or Tracked or "weight" or "bias"));
        if (unknown is not null)
        {
            throw new ImportFault($"holds '{Quoted.Short(unknown)}' beside running statistics; a batch normalisation has weight and bias");
        }

        double[] mean = Array(module, RunningMean).Weights();
        double[] variance = Array(module, RunningVariance).Weights();
        double[] gamma = parameters.Contains("weight") ? Array(module, "weight").Weights() : [.. mean.Select(_ => 1.0)];
        double[] beta = parameters.Contains("bias") ? Array(module, "bias").Weights() : new double[mean.Length];
        if (variance.Length != mean.Length || gamma.Length != mean.Length || beta.Length != mean.Length || variance.Any(value => value < 0))
        {
            throw new ImportFault("has statistics of different lengths, or a negative variance");
        }

        double[] scale = [.. gamma.Select((factor, channel) => factor / Math.Sqrt(variance[channel] + Epsilon))];
        return _draft.Scaled(input, scale,
            new WeightPair([.. beta.Select((shift, channel) => shift - (scale[channel] * mean[channel]))], null));
    }

    private NamedTensor Array(string module, string parameter)
    {
        string name = module.Length == 0 ? parameter : $"{module}.{parameter}";
        return Tensor(_archive, name) ?? throw new ImportFault($"has no '{Quoted.Short(parameter)}'");
    }
}
