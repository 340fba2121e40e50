using SpinArch.Files;
using SpinArch.Networks;

namespace SpinArch.Training;

/// <summary>A labelled data set as the network sees it: pixel code p drives x = p / 255.</summary>
internal sealed class TrainingImages
{
    private readonly IdxDataSet _data;
    private readonly float[] _drive;

    /// <summary>Wraps a data set.</summary>
    /// <param name="data">The images and labels.</param>
    /// <param name="inputs">The network's inputs; must be the pixels of an image.</param>
    /// <param name="classes">The network's outputs; labels must lie below.</param>
    public TrainingImages(IdxDataSet data, int inputs, int classes)
    {
        if (data.Images.PixelCount != inputs)
        {
            throw new InputException(data.Images.Path, $"an image has {data.Images.PixelCount} pixels, but the network {inputs} inputs");
        }

        int bad = data.Labels.Labels.IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (bad >= 0)
        {
            throw new InputException(data.Labels.Path, $"label {bad} is {data.Labels[bad]}; allowed is 0 to {classes - 1}");
        }

        _data = data;
        _drive = [.. Enumerable.Range(0, 256).Select(code => code / 255f)];
    }

    /// <summary>The number of images.</summary>
    public int Count => _data.Count;

    /// <summary>The label of an image.</summary>
    /// <param name="index">The image.</param>
    /// <returns>Its class.</returns>
    public int Label(int index) => _data.Labels[index];

    /// <summary>Fills one row of a batch with an image moved by whole pixels; what moves in is background.</summary>
    /// <param name="index">The image.</param>
    /// <param name="down">Pixels down, negative for up.</param>
    /// <param name="right">Pixels right, negative for left.</param>
    /// <param name="row">The row, at least as long as an image.</param>
    public void Fill(int index, int down, int right, Span<float> row)
    {
        ReadOnlySpan<byte> image = _data.Images[index];
        int width = _data.Images.Columns;
        row.Clear();
        int firstColumn = Math.Max(0, right);
        int columns = Math.Max(0, width - Math.Abs(right));
        for (int y = Math.Max(0, down); y < Math.Min(_data.Images.Rows, _data.Images.Rows + down); y++)
        {
            ReadOnlySpan<byte> source = image.Slice(((y - down) * width) + firstColumn - right, columns);
            Span<float> target = row.Slice((y * width) + firstColumn, columns);
            for (int x = 0; x < columns; x++)
            {
                target[x] = _drive[source[x]];
            }
        }
    }
}
