using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SpinArch.Training;

/// <summary>A recipe, and what it came to, as JSON for people and for the check that a checkpoint belongs to it.</summary>
internal static class TrainingRecipeJson
{
    /// <summary>Writes the JSON.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="result">The figures, or null to leave them out.</param>
    /// <returns>Indented JSON with LF line ends and a final newline.</returns>
    public static string Write(TrainingRecipe recipe, TrainingResult? result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("method", "Bayes by Backprop, local reparameterisation, Adam (0.9, 0.999, 1e-8), cosine decay to 0");
            json.WriteStartArray("sizes");
            foreach (int size in recipe.Sizes)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteString("activation", "saturatingLinear");
            json.WriteString("prior", "gaussian");
            json.WriteNumber("priorSigma", recipe.PriorSigma);
            json.WriteNumber("klWeight", recipe.KlWeight);
            json.WriteNumber("initialRho", recipe.InitialRho);
            json.WriteNumber("epochs", recipe.Epochs);
            json.WriteNumber("batchSize", recipe.BatchSize);
            json.WriteNumber("learningRate", recipe.LearningRate);
            json.WriteNumber("shiftPixels", recipe.Shift);
            json.WriteNumber("meanBits", recipe.MeanBits);
            json.WriteNumber("sigmaBits", recipe.SigmaBits);
            json.WriteNumber("neuronBits", recipe.NeuronBits);
            json.WriteNumber("seed", recipe.Seed);
            if (result is not null)
            {
                json.WriteStartObject("accuracy");
                Write(json, "train", result.Train);
                Write(json, "test", result.Test);
                Write(json, "trainQuantised", result.TrainQuantised);
                Write(json, "testQuantised", result.TestQuantised);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, string name, AccuracyFigures figures)
    {
        json.WriteStartObject(name);
        json.WriteNumber("mean", Math.Round(figures.Mean, 6));
        json.WriteNumber("stdDev", Math.Round(figures.StdDev, 6));
        json.WriteNumber("ensemble", Math.Round(figures.Ensemble, 6));
        json.WriteEndObject();
    }
}
