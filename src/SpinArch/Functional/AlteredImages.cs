using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Networks;

namespace SpinArch.Functional;

/// <summary>Other data made of a data set: the same number of images, labels kept (<c>docs/accuracy.md</c>, section 6).</summary>
public static class AlteredImages
{
    // "NOIS": sets these draws apart from those of the weights.
    private const ulong KeyDomain = 0x4E4F4953UL << 32;

    /// <summary>Every image turned clockwise by a quarter; exact, nothing is drawn.</summary>
    /// <exception cref="InputException">The images are not square.</exception>
    public static IdxDataSet Rotated(IdxDataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int side = data.Images.Rows;
        if (side != data.Images.Columns)
        {
            throw new InputException(data.Images.Path, $"images of {side} x {data.Images.Columns} do not stay so when turned by a quarter");
        }

        return data.With((_, image, altered) =>
        {
            for (int pixel = 0; pixel < altered.Length; pixel++)
            {
                altered[pixel] = image[((side - 1 - (pixel % side)) * side) + (pixel / side)];
            }
        });
    }

    /// <summary>Every pixel replaced with probability 1/2 by a uniform byte.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="seed">Pixel k of image i: bytes 2 (k mod 8) and the next of the Philox block with counter (i, 0, 0, k div 8); replaced where the first is below 128, by the second.</param>
    public static IdxDataSet Noisy(IdxDataSet data, uint seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.With((index, image, altered) =>
        {
            byte[] bytes = new byte[Philox4x32.BlockBytes * ((image.Length + 7) / 8)];
            Philox4x32.FillBlocks(KeyDomain | seed, (uint)index, 0, 0, 0, bytes.Length / Philox4x32.BlockBytes, bytes);
            for (int pixel = 0; pixel < altered.Length; pixel++)
            {
                altered[pixel] = bytes[2 * pixel] < 128 ? bytes[(2 * pixel) + 1] : image[pixel];
            }
        });
    }
}
