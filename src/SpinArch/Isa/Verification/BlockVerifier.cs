using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Isa.Verification;

/// <summary>Blocks lie within what a draw counter can address, their constants make sense, and either all blocks carry levels or none.</summary>
internal static class BlockVerifier
{
    // The draw counter packs column << 16 | row >> 4 and layer << 16 | variable into 32 bits each; with draws of more than 8 bits row >> 3.
    private const int Layers = 1 << 16;
    private const int LayerRows = 1 << 19;
    private const int LayerColumns = 1 << 16;
    private const int LargestShift = 62;

    // What a compiled layer of any allowed scale needs lies within -140 and 140 (docs/arithmetic.md, sections 2, 6 and 7).
    private const int LargestFraction = 256;

    public static void Verify(Program program, string place)
    {
        int largestColumn = (int)InstructionTable.Default.Fields.Single(field => field.Field == InstructionField.Column).Maximum;
        int mostPairs = 1 + (int)InstructionTable.Default.Fields.Single(field => field.Field == InstructionField.Pair).Maximum;
        bool? valued = null;
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            string at = FormattableString.Invariant($"{place}: tile {tile}");
            ProgramVerifier.Range(at, "the number of blocks", program.Tiles[tile].Blocks.Length, 0, mostPairs);
            for (int index = 0; index < program.Tiles[tile].Blocks.Length; index++)
            {
                LayerBlock block = program.Tiles[tile].Blocks[index];
                string where = FormattableString.Invariant($"{at}, block {index}");
                ProgramVerifier.Range(where, "the crossbar pair", block.Pair, 0, mostPairs - 1);
                ProgramVerifier.Range(where, "the layer", block.Layer, 0, Layers - 1);
                ProgramVerifier.Range(where, "the first row", block.RowBase, 0, LayerRows - 1);
                ProgramVerifier.Range(where, "the rows", block.Rows, 1, LayerRows - block.RowBase);
                ProgramVerifier.Range(where, "the always driven rows", block.AlwaysDrivenRows, 0, block.Rows - 1);
                ProgramVerifier.Range(where, "the first column", block.ColumnBase, 0, LayerColumns - 1);
                ProgramVerifier.Range(where, "the columns", block.Columns, 1, Math.Min(largestColumn + 1, LayerColumns - block.ColumnBase));
                if (block.ColumnSum is not (ColumnSum.Digital or ColumnSum.Neuron or ColumnSum.Element or ColumnSum.Cell))
                {
                    throw new InputException(where,
                        FormattableString.Invariant($"the column sum is {(int)block.ColumnSum}, allowed are digital, neuron, element and cell"));
                }

                Verify(block.Arithmetic, where);
                VerifyLevels(block, where);
                if (BlockMap.StageOf(program, block) is { Kind: not StageKind.Matrix })
                {
                    continue;
                }

                valued ??= !block.MeanLevels.IsEmpty;
                if (valued != !block.MeanLevels.IsEmpty)
                {
                    throw new InputException(where, "some blocks carry levels and some do not; give levels to all blocks, or to none for a timing-only program");
                }
            }
        }
    }

    private static void Verify(BlockArithmetic arithmetic, string where)
    {
        ProgramVerifier.Range(where, "inputMaximum", arithmetic.InputMaximum, 1, ushort.MaxValue);
        ProgramVerifier.Range(where, "meanStep", arithmetic.MeanStep, 1, long.MaxValue);
        ProgramVerifier.Range(where, "sigmaStep", arithmetic.SigmaStep, 1, long.MaxValue);
        ProgramVerifier.Range(where, "codeMaximum", arithmetic.CodeMaximum, 0, int.MaxValue);
        ProgramVerifier.Range(where, "meanMultiplier", arithmetic.MeanMultiplier, 0, long.MaxValue);
        ProgramVerifier.Range(where, "sigmaMultiplier", arithmetic.SigmaMultiplier, 0, long.MaxValue);
        ProgramVerifier.Range(where, "wordShift", arithmetic.WordShift, 0, LargestShift);
        ProgramVerifier.Range(where, "wordFraction", arithmetic.WordFraction, -LargestFraction, LargestFraction);
        ProgramVerifier.Range(where, "outputFraction", arithmetic.OutputFraction, -LargestFraction, LargestFraction);
        ProgramVerifier.Range(where, "activationMaximum", arithmetic.ActivationMaximum, 0, ushort.MaxValue);
    }

    private static void VerifyLevels(LayerBlock block, string where)
    {
        if (block.MeanLevels.IsEmpty && block.SigmaLevels.IsEmpty)
        {
            return;
        }

        long levels = (long)block.Rows * block.Columns;
        if (block.MeanLevels.Length != levels || (block.SigmaLevels.Length != levels && !block.SigmaLevels.IsEmpty))
        {
            throw new InputException(where,
                FormattableString.Invariant($"has {block.MeanLevels.Length} mean and {block.SigmaLevels.Length} sigma levels, {block.Rows} rows and {block.Columns} columns need {levels} of each, or means only where the chip has no sigma, or none"));
        }

        // The most negative byte has no positive partner on the other line.
        if (block.MeanLevels.Contains(sbyte.MinValue))
        {
            throw new InputException(where, "a mean level is -128, allowed is -127 to 127");
        }

        if (block.SigmaLevels.AsSpan().ContainsAnyInRange(sbyte.MinValue, (sbyte)-1))
        {
            throw new InputException(where, "a sigma level is negative, allowed is 0 to 127");
        }
    }
}
