using SpinArch.Isa;
using SpinArch.Networks;

namespace SpinArch.Tests.Functional;

/// <summary>Small networks with random weights, as a function of a number.</summary>
internal static class RandomNetworks
{
    public static NetworkGraph Network(int number, Activation last, bool bias, params int[] sizes)
    {
        var random = new Random(number);
        return new NetworkGraph
        {
            Name = $"random {number}",
            Place = "random",
            Inputs = sizes[0],
            Calibration = [],
            Layers =
            [
                .. sizes.Skip(1).Select((outputs, index) => new NetworkLayer
                {
                    Name = $"layer{index}",
                    Inputs = sizes[index],
                    Outputs = outputs,
                    Activation = index == sizes.Length - 2 ? last : Activation.SaturatingLinear,
                    Mean = Values((sizes[index] + (bias ? 1 : 0)) * outputs, () => (float)((random.NextDouble() - 0.45) * 3 / Math.Sqrt(sizes[index]))),
                    Sigma = Values((sizes[index] + (bias ? 1 : 0)) * outputs, () => (float)(random.NextDouble() / Math.Sqrt(sizes[index]))),
                    HasBias = bias,
                }),
            ],
        };
    }

    /// <summary>Images of which about two thirds of the pixels are zero, in runs.</summary>
    public static byte[][] Images(int number, int count, int pixels)
    {
        var random = new Random(number);
        byte[][] images = new byte[count][];
        for (int image = 0; image < count; image++)
        {
            images[image] = new byte[pixels];
            for (int pixel = 0; pixel < pixels;)
            {
                bool dark = random.Next(3) != 0;
                for (int run = random.Next(1, 40); run > 0 && pixel < pixels; run--, pixel++)
                {
                    images[image][pixel] = dark ? (byte)0 : (byte)random.Next(256);
                }
            }
        }

        return images;
    }

    private static float[] Values(int count, Func<float> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
}
