using System.Collections.Immutable;
using SpinArch.Isa;

namespace SpinArch.Cycles;

/// <summary>Which loops of a program count samples and inputs, and the program with other numbers of them, for time only.</summary>
internal static class RepeatedProgram
{
    /// <summary>A program with other numbers of samples and inputs; null where its loops do not say which is which.</summary>
    /// <param name="program">A verified program.</param>
    /// <param name="samples">Samples of an input.</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="loops">By tile, the instruction of the loop over samples and of that over inputs, -1 where there is none.</param>
    public static Program? With(Program program, int samples, int inputs, out (int Samples, int Inputs)[] loops)
    {
        loops = new (int, int)[program.Tiles.Length];
        var tiles = ImmutableArray.CreateBuilder<TileProgram>(program.Tiles.Length);
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            TileProgram old = program.Tiles[tile];
            loops[tile] = LoopsOf(old.Code);
            (int sampleLoop, int inputLoop) = loops[tile];
            if (sampleLoop < 0 || (inputLoop < 0 && inputs > 1))
            {
                return null;
            }

            Instruction[] code = [.. old.Code];
            code[sampleLoop] = code[sampleLoop] with { Iterations = ((samples - 1 - old.FirstSample) / old.SampleStep) + 1 };
            if (inputLoop >= 0)
            {
                code[inputLoop] = code[inputLoop] with { Iterations = inputs };
            }

            tiles.Add(old with { Code = [.. code] });
        }

        return program with { Samples = samples, Inputs = inputs, Tiles = tiles.ToImmutable() };
    }

    private static (int Samples, int Inputs) LoopsOf(ImmutableArray<Instruction> code)
    {
        (int Samples, int Inputs) found = (-1, -1);
        _ = LoopNest.TryRead(code, out LoopNest nest);
        for (int index = 0; index < nest.Levels.Length; index++)
        {
            if (code[index].Indexed)
            {
                (int, int) loops = (nest.LoopOf(index, nest.Levels[index].Sample), nest.LoopOf(index, nest.Levels[index].Input));
                if (found.Samples >= 0 && found != loops)
                {
                    return (-1, -1);
                }

                found = loops;
            }
        }

        return found;
    }
}
