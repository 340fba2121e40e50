using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Files;

namespace SpinArch.Networks;

/// <summary>
/// The weights file of a network: <c>LAYER.mu</c>, <c>LAYER.sigma</c>, <c>LAYER.bias.mu</c>, <c>LAYER.bias.sigma</c> for each layer, and
/// <c>calibration</c>. An array that begins with a layer's name and is none of these is an error; any other is not looked at.
/// </summary>
internal sealed class NetworkWeights
{
    /// <summary>The array of calibration images, which no layer may be called.</summary>
    internal const string CalibrationName = "calibration";

    private const int MaximumCalibrationImages = 4096;
    private const int MaximumBiasLines = 1024;
    private const string Bias = ".bias";
    private const string Mean = ".mu";
    private const string Sigma = ".sigma";

    private static readonly ImmutableArray<string> Parts = [Mean, Sigma, Bias + Mean, Bias + Sigma];

    private readonly NumpyArchive archive;
    private readonly WeightOrientation? orientation;
    private readonly JsonPlace network;

    /// <summary>Reads the arrays that the layers name.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="layers">The layers, without weights.</param>
    /// <param name="orientation">What the network file says of it; null where it says nothing.</param>
    /// <param name="network">The network file.</param>
    /// <exception cref="InputException">The archive cannot be read, or holds an array of a layer that is not understood.</exception>
    public NetworkWeights(string path, IReadOnlyList<NetworkLayer> layers, WeightOrientation? orientation, JsonPlace network)
    {
        this.orientation = orientation;
        this.network = network;
        HashSet<string> understood = [CalibrationName, .. layers.SelectMany(layer => Parts.Select(part => layer.Name + part))];
        archive = NumpyArchive.Read(path, understood.Contains);
        foreach (string name in archive.Names.Where(name => !understood.Contains(name)))
        {
            if (OwnerOf(name, layers) is { } layer)
            {
                string parts = string.Join(", ", Parts.Select(part => layer + part));
                throw new InputException(path,
                    $"array '{name}' begins with the name of layer '{layer}' and is none of its arrays: {parts}");
            }

            if (name.Equals(CalibrationName, StringComparison.OrdinalIgnoreCase))
            {
                throw new InputException(path, $"array '{name}' is written '{CalibrationName}'");
            }
        }
    }

    /// <summary>The array that two layers would both call theirs, or null.</summary>
    /// <param name="first">The name of one.</param>
    /// <param name="second">The name of the other.</param>
    public static string? Clash(string first, string second) =>
        first + Bias == second || second + Bias == first ? (first.Length > second.Length ? first : second) + Mean : null;

    /// <summary>A layer with its weights; where no sigma is there its weights are their means.</summary>
    /// <param name="layer">The layer without weights.</param>
    /// <exception cref="InputException">An array is missing, of another shape, or holds what is no weight.</exception>
    public NetworkLayer Of(NetworkLayer layer)
    {
        bool hasBias = Holds(layer.Name + Bias + Mean) || Holds(layer.Name + Bias + Sigma);
        float[] mean = Matrix(layer, Mean, isSigma: false);
        float[] sigma = Holds(layer.Name + Sigma) ? Matrix(layer, Sigma, isSigma: true) : new float[mean.Length];
        int lines = 1;
        if (hasBias)
        {
            float[] bias = Rows(layer, Mean, isSigma: false, out lines);
            mean = [.. mean, .. bias];
            float[] spread = Holds(layer.Name + Bias + Sigma) ? Rows(layer, Sigma, isSigma: true, out _) : new float[bias.Length];
            sigma = [.. sigma, .. spread];
            if (spread.Length != bias.Length)
            {
                throw Shape(archive[layer.Name + Bias + Sigma],
                    $"{layer.Name + Bias + Mean} has {archive[layer.Name + Bias + Mean].ShapeText}");
            }
        }

        return layer with { Mean = mean, Sigma = sigma, HasBias = hasBias, BiasLines = lines };
    }

    /// <summary>The calibration images as bytes; empty where there are none.</summary>
    /// <param name="inputs">Values of an image.</param>
    /// <exception cref="InputException">They are too many, of another size, or hold what is no pixel.</exception>
    public ImmutableArray<byte[]> Calibration(int inputs)
    {
        if (!archive.Arrays.TryGetValue(CalibrationName, out NumpyArray? array))
        {
            return [];
        }

        (int count, _, _, byte[] pixels) = ImageArrays.Read(array, inputs);
        return count <= MaximumCalibrationImages
            ? [.. Enumerable.Range(0, count).Select(image => pixels.AsSpan(image * inputs, inputs).ToArray())]
            : throw new InputException(array.Place, $"holds {count} images; allowed are 1 to {MaximumCalibrationImages}");
    }

    // The longest name that the array begins with: 'fc1' of fc1.bias, fc1_w, fc1bias and FC1.mu, but not of fc10.mu.
    private static string? OwnerOf(string array, IEnumerable<NetworkLayer> layers) => layers
        .Select(layer => layer.Name)
        .Where(name => array.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            && (array.Length == name.Length || !GoesOn(name[^1], array[name.Length])))
        .MaxBy(name => name.Length);

    // Whether a name does not end between two characters: before a digit, or a letter after a letter unless a capital follows a small one.
    private static bool GoesOn(char last, char next) => char.IsDigit(next)
        ? char.IsLetterOrDigit(last)
        : char.IsLetter(last) && char.IsLetter(next) && !(char.IsLower(last) && char.IsUpper(next));

    private bool Holds(string name) => archive.Arrays.ContainsKey(name);

    // One line, or several whose weights add up, each always driven.
    private float[] Rows(NetworkLayer layer, string part, bool isSigma, out int lines)
    {
        NumpyArray array = archive[layer.Name + Bias + part];
        bool isRow = array.Count == layer.Outputs && array.Shape.Count(extent => extent != 1) <= 1;
        bool isMatrix = array.Shape.Length == 2 && array.Shape[1] == layer.Outputs && array.Shape[0] is > 0 and <= MaximumBiasLines;
        lines = isRow ? 1 : array.Shape.Length > 0 ? array.Shape[0] : 0;
        return isRow || isMatrix
            ? Values(array, isSigma)
            : throw Shape(array, $"the network needs ({layer.Outputs},), a number an output, or (n, {layer.Outputs}), n from 1 to {MaximumBiasLines}, for n lines");
    }

    private float[] Matrix(NetworkLayer layer, string part, bool isSigma)
    {
        NumpyArray array = archive[layer.Name + part];
        (int inputs, int outputs) = (layer.Inputs, layer.Outputs);
        if (layer.Kernel is { } kernel)
        {
            int[] kernels = [outputs, inputs / (kernel.Height * kernel.Width), kernel.Height, kernel.Width];
            return array.Shape.SequenceEqual(kernels)
                ? Transposed(Values(array, isSigma), inputs, outputs)
                : throw Shape(array, $"the network needs {NumpyHeader.ShapeText(kernels)}: outputs, channels of a group, rows and columns of the kernel");
        }

        bool isTransposed = orientation == WeightOrientation.OutputsByInputs;
        int[] needed = isTransposed ? [outputs, inputs] : [inputs, outputs];
        if (!array.Shape.SequenceEqual(needed))
        {
            string other = WeightOrientations.Name(isTransposed ? WeightOrientation.InputsByOutputs : WeightOrientation.OutputsByInputs);
            string advice = array.Shape.Length == 2 && array.Shape[0] == needed[1] && array.Shape[1] == needed[0]
                ? $"; if all arrays lie so, write \"orientation\": \"{other}\" in the network file" : "";
            throw Shape(array, $"the network needs {NumpyHeader.ShapeText(needed)}{advice}");
        }

        if (inputs == outputs && inputs > 1 && orientation is null)
        {
            throw network.At("orientation").Fault(
                $"is missing, and layer '{layer.Name}' is square ({inputs} by {outputs}), so its arrays do not tell how they lie: write "
                + $"\"{WeightOrientations.Name(WeightOrientation.InputsByOutputs)}\" (a row holds the weights of an input) or "
                + $"\"{WeightOrientations.Name(WeightOrientation.OutputsByInputs)}\" (a row holds those of an output, as PyTorch's weight does)");
        }

        float[] values = Values(array, isSigma);
        return isTransposed ? Transposed(values, inputs, outputs) : values;
    }

    private static float[] Transposed(float[] values, int inputs, int outputs)
    {
        float[] transposed = new float[values.Length];
        for (int input = 0; input < inputs; input++)
        {
            for (int output = 0; output < outputs; output++)
            {
                transposed[(input * outputs) + output] = values[(output * inputs) + input];
            }
        }

        return transposed;
    }

    private static float[] Values(NumpyArray array, bool isSigma)
    {
        float[] values = array.AsSingles();
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]) || (isSigma && values[i] < 0))
            {
                string allowed = double.IsFinite(array.Value(i)) && !float.IsFinite(values[i])
                    ? string.Create(CultureInfo.InvariantCulture, $"weights are kept in single precision, at most {float.MaxValue}")
                    : isSigma ? "standard deviations are finite and not negative" : "means are finite";
                throw new InputException(
                    array.Place, string.Create(CultureInfo.InvariantCulture, $"has {array.Value(i)} at element {i}; {allowed}"));
            }
        }

        return values;
    }

    private static InputException Shape(NumpyArray array, string needed) => new(array.Place, $"has shape {array.ShapeText}; {needed}");
}
