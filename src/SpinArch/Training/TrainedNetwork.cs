using SpinArch.Files;
using SpinArch.Networks;

namespace SpinArch.Training;

/// <summary>Writes what a run came to: <c>weights.npz</c>, <c>network.json</c> and <c>recipe.json</c>, the same bytes from the same run.</summary>
public static class TrainedNetwork
{
    private const int CalibrationImages = 128;

    /// <summary>Writes the three files into a folder.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="name">The network's name.</param>
    /// <param name="trainer">A finished run.</param>
    /// <param name="train">The training images; the first 128 are kept for calibrating converter ranges.</param>
    /// <param name="result">The run's accuracy, for the recipe file.</param>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public static void Write(string folder, string name, Trainer trainer, IdxDataSet train, TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(train);
        var arrays = new List<NumpyArray>();
        for (int i = 0; i < trainer.Layers.Count; i++)
        {
            VariationalLayer layer = trainer.Layers[i];
            string layerName = NetworkJson.LayerName(i, trainer.Layers.Count);
            arrays.Add(NumpyArray.FromSingles($"{layerName}.mu", [layer.Inputs, layer.Outputs], Unpadded(layer, layer.Mu)));
            arrays.Add(NumpyArray.FromSingles($"{layerName}.sigma", [layer.Inputs, layer.Outputs], Unpadded(layer, layer.Sigma())));
        }

        int images = Math.Min(CalibrationImages, train.Count);
        int pixels = train.Images.PixelCount;
        arrays.Add(NumpyArray.FromBytes("calibration", [images, pixels], train.Images.Pixels[..(images * pixels)]));
        NumpyArchive.Write(Path.Combine(folder, "weights.npz"), arrays);
        AtomicFile.WriteText(Path.Combine(folder, "network.json"), NetworkJson.Write(name, trainer.Recipe.Sizes));
        AtomicFile.WriteText(Path.Combine(folder, "recipe.json"), TrainingRecipeJson.Write(trainer.Recipe, result));
    }

    private static float[] Unpadded(VariationalLayer layer, float[] padded)
    {
        float[] values = new float[layer.Inputs * layer.Outputs];
        for (int row = 0; row < layer.Inputs; row++)
        {
            padded.AsSpan(row * layer.Stride, layer.Outputs).CopyTo(values.AsSpan(row * layer.Outputs));
        }

        return values;
    }
}
