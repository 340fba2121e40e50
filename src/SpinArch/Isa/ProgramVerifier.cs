using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Isa.Verification;

namespace SpinArch.Isa;

/// <summary>
/// Refuses a program that could not run as written: loops that do not nest, columns, pairs or channels that do not exist, channels whose
/// ends disagree or whose words do not add up. It runs after compilation, after assembly and before every execution. A program it
/// accepts can still deadlock: that depends on order and on bank counts, and is the simulation's to find.
/// </summary>
public static class ProgramVerifier
{
    private const int LargestMesh = 1024;
    private const int MostRouters = 1 << 16;
    private const int MostRuns = 1 << 24;
    private const int LargestVector = 1 << 20;

    // A run keeps a time for every sample and a result for every output of every input.
    private const long MostResults = 1L << 26;

    /// <summary>Verifies a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="place">The file, for messages.</param>
    /// <exception cref="InputException">The first fault, by file, tile and instruction, with what is allowed.</exception>
    public static void Verify(Program program, string place)
    {
        Range(place, "the mesh's width", program.MeshWidth, 1, LargestMesh);
        Range(place, "the mesh's height", program.MeshHeight, 1, LargestMesh);
        Range(place, "the mesh's routers", (long)program.MeshWidth * program.MeshHeight, 1, MostRouters);
        Range(place, "the network's inputs", program.InputWords, 1, LargestVector);
        Range(place, "the network's outputs", program.OutputWords, 1, LargestVector);
        Range(place, "the samples", program.Samples, 1, MostRuns);
        Range(place, "the inputs", program.Inputs, 1, MostRuns);
        Range(place, "inputs times samples", (long)program.Inputs * program.Samples, 1, MostResults);
        Range(place, "inputs times outputs", (long)program.Inputs * program.OutputWords, 1, MostResults);
        if (!double.IsFinite(program.Port.OutputScale) || program.Port.OutputScale <= 0)
        {
            throw new InputException(place, FormattableString.Invariant($"the port's scale is {program.Port.OutputScale}, it must be positive and finite"));
        }

        VerifyPlaces(program, place);
        BlockVerifier.Verify(program, place);
        StageVerifier.Verify(program, place);
        var uses = ImmutableArray.CreateBuilder<ChannelUse>();
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            uses.Add(CodeVerifier.Verify(program, tile, FormattableString.Invariant($"{place}: tile {tile}")));
        }

        ChannelVerifier.Verify(program, uses.ToImmutable(), place);
    }

    internal static void Range(string place, string what, long value, long minimum, long maximum)
    {
        if (value < minimum || value > maximum)
        {
            throw new InputException(place, FormattableString.Invariant($"{what}: {value}, allowed is {minimum} to {maximum}"));
        }
    }

    private static void VerifyPlaces(Program program, string place)
    {
        if (program.Tiles.IsEmpty)
        {
            throw new InputException(place, "the program has no tile");
        }

        var taken = new Dictionary<(int X, int Y), int>();
        for (int tile = 0; tile < program.Tiles.Length; tile++)
        {
            (int x, int y) = (program.Tiles[tile].X, program.Tiles[tile].Y);
            string where = FormattableString.Invariant($"{place}: tile {tile}");
            Range(where, "the mesh column", x, 0, program.MeshWidth - 1);
            Range(where, "the mesh row", y, 0, program.MeshHeight - 1);
            Range(where, "the first sample", program.Tiles[tile].FirstSample, 0, program.Samples - 1);
            Range(where, "the sample step", program.Tiles[tile].SampleStep, 1, MostRuns);
            if (!taken.TryAdd((x, y), tile))
            {
                throw new InputException(where, FormattableString.Invariant($"lies at {x},{y}, where tile {taken[(x, y)]} lies already"));
            }
        }
    }
}
