namespace SpinArch.Traces.Recording;

/// <summary>
/// What the next activity of a kind at a site most likely looks like: as the last one, its column one step further in the
/// direction of the last step. Encoder and decoder keep one for each site and kind and forget all of them at every block, so
/// that a block is read without the ones before it.
/// </summary>
internal struct ActivityPrediction
{
    /// <summary>The block that it was made in, counted from 1; in any other it stands for all zero.</summary>
    public int Block;

    public long Duration;
    public long Quanta;
    public long Drive;
    public int Items;
    public int Instruction;
    public int Column;
    public int ColumnStep;
    public int Sample;
    public int Input;

    /// <summary>The prediction of a site and kind in a block; the array grows to hold it.</summary>
    public static ref ActivityPrediction Of(ref ActivityPrediction[] all, int site, int kinds, int kind, int block)
    {
        int index = (site * kinds) + kind;
        if (index >= all.Length)
        {
            Array.Resize(ref all, Math.Max(2 * all.Length, index + kinds));
        }

        ref ActivityPrediction prediction = ref all[index];
        if (prediction.Block != block)
        {
            prediction = default;
            prediction.Block = block;
        }

        return ref prediction;
    }
}
