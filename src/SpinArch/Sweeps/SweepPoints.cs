using System.Buffers.Binary;
using System.Collections.Immutable;
using SpinArch.Kernel;

namespace SpinArch.Sweeps;

/// <summary>The points of a sweep, in order: networks, then seeds, then knobs, the last one fastest. Points that are equal are one, the first.</summary>
public static class SweepPoints
{
    /// <summary>Makes the points; the same file gives the same points.</summary>
    public static ImmutableArray<SweepPoint> Of(SweepFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        ImmutableArray<ImmutableArray<string>> rows = file.Design switch
        {
            SweepDesign.Grid => Grid(file.Knobs),
            SweepDesign.List => [.. Enumerable.Range(0, file.Knobs[0].Values.Length).Select(index => Row(file.Knobs, _ => index))],
            SweepDesign.LatinHypercube => Hypercube(file),
        };
        rows = [.. rows.DistinctBy(row => string.Join('\n', row))];
        return
        [
            .. file.Networks.SelectMany(network => file.Seeds.SelectMany(seed => rows.Select(row => (network, seed, row))))
                .Select((point, index) => new SweepPoint(index, point.network, point.seed, point.row)),
        ];
    }

    /// <summary>The point of certain values of the knobs, of the first network and seed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="index">Its number.</param>
    /// <param name="values">Place of the value of each knob.</param>
    internal static SweepPoint At(SweepFile file, int index, int[] values) =>
        new(index, file.Networks[0], file.Seeds[0], Row(file.Knobs, knob => values[knob]));

    private static ImmutableArray<ImmutableArray<string>> Grid(ImmutableArray<SweepKnob> knobs)
    {
        int count = knobs.Aggregate(1, (product, knob) => product * knob.Values.Length);
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>(count);
        var at = new int[knobs.Length];
        for (int row = 0; row < count; row++)
        {
            rows.Add(Row(knobs, knob => at[knob]));
            for (int knob = knobs.Length - 1; knob >= 0 && ++at[knob] == knobs[knob].Values.Length; knob--)
            {
                at[knob] = 0;
            }
        }

        return rows.MoveToImmutable();
    }

    // Every knob goes through its values as evenly as the count allows, each in an order of its own.
    private static ImmutableArray<ImmutableArray<string>> Hypercube(SweepFile file)
    {
        int[][] orders = [.. file.Knobs.Select((_, knob) => Order(file.Count, file.DesignSeed, (uint)knob))];
        return
        [
            .. Enumerable.Range(0, file.Count).Select(row => Row(
                file.Knobs, knob => (int)((long)orders[knob][row] * file.Knobs[knob].Values.Length / file.Count))),
        ];
    }

    private static int[] Order(int count, ulong seed, uint knob)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        Span<byte> block = stackalloc byte[16];
        for (int last = count - 1; last > 0; last--)
        {
            Philox4x32.Block(seed, (uint)last, knob, 0, 0, block);
            int other = (int)(BinaryPrimitives.ReadUInt64LittleEndian(block) % (ulong)(last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }

    private static ImmutableArray<string> Row(ImmutableArray<SweepKnob> knobs, Func<int, int> at) =>
        [.. knobs.SelectMany((knob, index) => knob.Keys.Select(_ => knob.Values[at(index)]))];
}
