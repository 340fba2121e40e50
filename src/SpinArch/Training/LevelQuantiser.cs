namespace SpinArch.Training;

/// <summary>Rounds weights to the levels of a cell as docs/arithmetic.md defines them: scale = max |w| / (2^bits - 1) over a layer.</summary>
internal static class LevelQuantiser
{
    /// <summary>Replaces every weight by its level times the scale, halves away from zero.</summary>
    /// <param name="weights">Shape [rows, stride]; padded columns are rounded too but do not count for the scale.</param>
    /// <param name="stride">Row stride.</param>
    /// <param name="columns">Columns that count.</param>
    /// <param name="bits">Bits of a level; 0 leaves the weights as they are.</param>
    public static void Quantise(float[] weights, int stride, int columns, int bits)
    {
        if (bits == 0)
        {
            return;
        }

        float largest = 0;
        for (int row = 0; row < weights.Length; row += stride)
        {
            for (int column = 0; column < columns; column++)
            {
                largest = Math.Max(largest, Math.Abs(weights[row + column]));
            }
        }

        float scale = largest > 0 ? largest / ((1 << bits) - 1) : 1;
        float inverse = 1 / scale;
        for (int i = 0; i < weights.Length; i++)
        {
            // Adding half away from zero and truncating: three exact or correctly rounded operations.
            float level = weights[i] * inverse;
            weights[i] = scale * MathF.Truncate(level + MathF.CopySign(0.5f, level));
        }
    }

    /// <summary>Rounds an activation in [0, 1] to 2^bits codes.</summary>
    /// <param name="value">The activation.</param>
    /// <param name="bits">Bits of a code; 0 leaves it as it is.</param>
    /// <returns>The rounded activation.</returns>
    public static float Activation(float value, int bits)
    {
        int codes = (1 << bits) - 1;
        return bits == 0 ? value : MathF.Truncate((value * codes) + 0.5f) / codes;
    }
}
