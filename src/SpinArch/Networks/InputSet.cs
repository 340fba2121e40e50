using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Kernel;

namespace SpinArch.Networks;

/// <summary>The inputs of a run: bytes for the network, with labels where known.</summary>
public sealed record InputSet
{
    /// <summary>What uniform random bytes are called in reports.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>Where the inputs come from.</summary>
    public required string Source { get; init; }

    /// <summary>One array an input, each as long as the network's input.</summary>
    public required IReadOnlyList<byte[]> Images { get; init; }

    /// <summary>The right answers, where known.</summary>
    public required ImmutableArray<int> Labels { get; init; }

    /// <summary>The inputs of a run that names none: a shipped data set where its images and labels fit the network, else random ones.</summary>
    /// <param name="folder">Folder with the idx files.</param>
    /// <param name="source">What to call it.</param>
    /// <param name="inputs">How many inputs.</param>
    /// <param name="width">Values of a network input.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="seed">Key of random ones.</param>
    /// <exception cref="InputException">The files are missing or damaged.</exception>
    public static InputSet Default(string folder, string source, int inputs, int width, int outputs, ulong seed)
    {
        IdxDataSet data = IdxDataSet.Read(folder, IdxSplit.Test);
        return data.Images.PixelCount == width && Enumerable.Range(0, data.Count).All(image => data.Labels[image] < outputs)
            ? FromIdx(folder, source, inputs, width)
            : Random(seed, inputs, width);
    }

    /// <summary>Checks that every label is one of a network's outputs.</summary>
    /// <param name="outputs">How many outputs the network has.</param>
    /// <exception cref="InputException">A label is none.</exception>
    public InputSet WithLabelsBelow(int outputs)
    {
        int wrong = Labels.IndexOf(Labels.FirstOrDefault(label => label >= outputs, -1));
        return wrong < 0 ? this
            : throw new InputException(Source, $"the label of input {wrong} is {Labels[wrong]}; the network has {outputs} outputs, allowed is 0 to {outputs - 1}");
    }

    /// <summary>Reads the test split of an idx data set (MNIST).</summary>
    /// <param name="folder">Folder with the idx files.</param>
    /// <param name="source">What to call it.</param>
    /// <param name="inputs">How many inputs; the set is repeated where it has fewer.</param>
    /// <param name="width">Values of a network input.</param>
    /// <exception cref="InputException">The files are missing, damaged or of another size.</exception>
    public static InputSet FromIdx(string folder, string source, int inputs, int width)
    {
        IdxDataSet data = IdxDataSet.Read(folder, IdxSplit.Test);
        if (data.Images.PixelCount != width)
        {
            throw new InputException(folder, $"its images have {data.Images.PixelCount} values, the network takes {width}");
        }

        byte[][] distinct = [.. Enumerable.Range(0, Math.Min(inputs, data.Count)).Select(image => data.Images[image].ToArray())];
        return new InputSet
        {
            Source = source,
            Images = [.. Enumerable.Range(0, inputs).Select(input => distinct[input % data.Count])],
            Labels = [.. Enumerable.Range(0, inputs).Select(input => (int)data.Labels[input % data.Count])],
        };
    }

    /// <summary>Reads the arrays <c>images</c> ([n, width] bytes) and, where it is there, <c>labels</c> ([n] bytes) of a NumPy archive.</summary>
    /// <exception cref="InputException">The archive is damaged or the shapes do not fit.</exception>
    public static InputSet FromArchive(string path, int inputs, int width)
    {
        NumpyArchive archive = NumpyArchive.Read(path);
        NumpyArray images = archive["images"];
        if (images.Shape.Length != 2 || images.Shape[1] != width || images.Shape[0] == 0)
        {
            throw new InputException(path, $"array 'images' has shape ({string.Join(", ", images.Shape)}), the network needs (n, {width})");
        }

        int count = images.Shape[0];
        byte[] bytes = images.AsBytes();
        ImmutableArray<int> labels = [];
        if (archive.Arrays.TryGetValue("labels", out NumpyArray? array))
        {
            if (array.Shape.Length != 1 || array.Shape[0] != count)
            {
                throw new InputException(path, $"array 'labels' has shape ({string.Join(", ", array.Shape)}), 'images' has {count} rows");
            }

            byte[] values = array.AsBytes();
            labels = [.. Enumerable.Range(0, inputs).Select(input => (int)values[input % count])];
        }

        byte[][] distinct = [.. Enumerable.Range(0, Math.Min(inputs, count)).Select(image => bytes.AsSpan(image * width, width).ToArray())];
        return new InputSet
        {
            Source = Path.GetFileName(path),
            Images = [.. Enumerable.Range(0, inputs).Select(input => distinct[input % count])],
            Labels = labels,
        };
    }

    /// <summary>Uniform random bytes, for a network that no data set fits (<c>docs/arithmetic.md</c>, section 1).</summary>
    public static InputSet Random(ulong seed, int inputs, int width) => new()
    {
        Source = Synthetic,
        Labels = [],
        Images =
        [
            .. Enumerable.Range(0, inputs).Select(input =>
            {
                int blocks = (width + 15) / 16;
                byte[] bytes = new byte[blocks * 16];
                Philox4x32.FillBlocks(seed, (uint)input, uint.MaxValue, 0, 0, blocks, bytes);
                return bytes[..width];
            }),
        ],
    };
}
