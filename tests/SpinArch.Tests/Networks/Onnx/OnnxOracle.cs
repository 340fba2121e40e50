using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SpinArch.Functional;
using SpinArch.Networks;
using SpinArch.Networks.Importing;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Networks.Onnx;

/// <summary>
/// What ONNX Runtime, Microsoft's implementation of the format, computes of a model, against the imported network in real numbers: the way
/// that <c>infer --effects none</c> goes.
/// </summary>
internal static class OnnxOracle
{
    /// <summary>Images as bytes; a network sees byte / 255, and so does the oracle.</summary>
    public static byte[][] Images(int count, int values, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            byte[] image = new byte[values];
            random.NextBytes(image);
            return image;
        })];
    }

    /// <summary>The outputs of a model for images, one after another, by the runtime.</summary>
    public static float[][] Runtime(byte[] model, int[] inputShape, byte[][] images)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR
        };
        using var session = new InferenceSession(model, options);
        return [.. images.Select(image =>
        {
            var tensor = new DenseTensor<float>(image.Select(pixel => pixel / 255f).ToArray(), [1, .. inputShape]);
            using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
                session.Run([NamedOnnxValue.CreateFromTensor(session.InputMetadata.Keys.Single(), tensor)]);
            return outputs[0].AsEnumerable<float>().ToArray();
        })];
    }

    /// <summary>The same by the imported network.</summary>
    public static double[][] Imported(string folder, byte[][] images)
    {
        using var scratch = new Scratch();
        byte[] pixels = [.. images.SelectMany(image => image)];
        NumpyArchive.Write(scratch["images.npz"],
        [
            NumpyArray.FromBytes("images", [images.Length, images[0].Length], pixels),
            NumpyArray.FromInt64s("labels", [images.Length], new long[images.Length]),
        ]);
        InferenceResult result = new InferenceRun
        {
            Architecture = ArchitectureLoader.Load("all-spin", [], null).Architecture,
            Network = NetworkReader.Read(Path.Combine(folder, "network.json")),
            Data = IdxDataSet.Open(scratch["images.npz"]),
            Samples = 1,
            Seed = 1,
            Threads = 1,
            Effects = InferenceEffects.None,
        }.Execute(default);
        return [.. result.Predictions.Select(prediction => prediction.Mean.ToArray())];
    }

    /// <summary>Imports a model without deviations and asserts that it computes what the runtime computes.</summary>
    public static void AssertSame(byte[] model, int[] inputShape, double tolerance = 2e-5, int images = 8)
    {
        using var scratch = new Scratch();

        // Ranges are found with the same images, so that nothing is held at them.
        byte[][] data = Images(images, inputShape.Aggregate(1, (count, extent) => count * extent));
        new NetworkImport { Model = scratch.Write("model.onnx", model), Name = "m", Calibration = [.. data] }.Write(scratch["net"]);
        float[][] expected = Runtime(model, inputShape, data);
        double[][] actual = Imported(scratch["net"], data);
        double largest = expected.SelectMany(outputs => outputs).Max(Math.Abs);
        Assert.True(largest > 0);
        for (int image = 0; image < images; image++)
        {
            Assert.Equal(expected[image].Length, actual[image].Length);
            for (int output = 0; output < expected[image].Length; output++)
            {
                Assert.Equal(expected[image][output], actual[image][output], tolerance * Math.Max(1, largest));
            }
        }
    }
}
