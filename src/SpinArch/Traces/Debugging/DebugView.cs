using System.Globalization;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Tiles;
using SpinArch.Traces.Analysis;

namespace SpinArch.Traces.Debugging;

/// <summary>Shows a session's present on text: what happened, and one tile's banks, queues, messages and program.</summary>
internal sealed class DebugView(DebugSession session)
{
    private const int Around = 6;

    /// <summary>The time, and what happened at it.</summary>
    public IEnumerable<string> Present()
    {
        yield return Invariant($"step {session.Position} at {session.Now}{(session.HasEnded ? ", the end" : "")}");
        for (int i = 0; i < session.Present.Count; i++)
        {
            Activity activity = session.Present[i];
            yield return "  " + ActivityText.Line(in activity, session.Places);
        }
    }

    /// <summary>Banks and latches of a tile.</summary>
    public IEnumerable<string> Banks(int index)
    {
        Tile tile = session.Machine.Tiles[index];
        foreach (BankState bank in BankState.Of(tile))
        {
            yield return Invariant($"  {bank.Name,-12} {bank.Full} full, {bank.Filling} filling, {bank.Banks - bank.Full - bank.Filling} empty");
        }

        StoreRings[] latches = [.. tile.Stores.All.Where(rings => rings.Store.Scope == StoreScope.Column)];
        for (int block = 0; block < tile.Blocks.Length; block++)
        {
            IEnumerable<string> full = latches.Select(rings => Invariant($"{rings.Store.Label} {rings.OfBlock(block).ToArray().Count(ring => ring.Full > 0)}"));
            yield return Invariant($"  columns with a full {string.Join(", ", full)}{(tile.Blocks.Length > 1 ? $" (block {block})" : "")}");
        }
    }

    /// <summary>Queues of a tile's units, and what the oldest operation of each waits for.</summary>
    public IEnumerable<string> Queues(int index)
    {
        Tile tile = session.Machine.Tiles[index];
        foreach (Unit unit in tile.AllUnits)
        {
            string head = "";
            if (unit.Queue.Count > 0)
            {
                ref readonly Operation operation = ref unit.Queue.Head;
                Instruction instruction = tile.Program.Code[operation.Instruction];
                head = Invariant($"  {operation.Instruction}: {Disassembler.Write(in instruction)}, column {operation.Column} sample {operation.Sample} input {operation.Input}");
                head += unit.Obstacle.Cause == StallCause.Issue ? "" : $", waits: {TrackTime.NameOf(unit.Obstacle.Cause)} ({unit.Obstacle.Store?.Label ?? "unit"})";
            }

            yield return Invariant($"  {unit.Name,-10} {unit.Queue.Count} of {unit.Queue.Depth}{(unit.IsBusy ? ", busy" : "")}{head}");
        }
    }

    /// <summary>Flits in a tile's receive buffers and credits of its channels, and how many flits the mesh holds.</summary>
    public IEnumerable<string> Messages(int index)
    {
        Tile tile = session.Machine.Tiles[index];
        for (int channel = 0; channel < tile.Incoming.Length; channel++)
        {
            yield return Invariant($"  in {channel,-4} from {Place(tile.Program.Receives[channel].Source),-8} {tile.Incoming[channel].Count} waiting");
        }

        for (int channel = 0; channel < tile.Program.Sends.Length; channel++)
        {
            int[] credits = tile.Sender.CreditsOf(channel).ToArray();
            IEnumerable<string> each = tile.Program.Sends[channel].Destinations.Select((destination, i) => Invariant($"{Place(destination.Tile)} {credits[i]}"));
            yield return Invariant($"  out {channel,-3} credits: {string.Join(", ", each)}");
        }

        yield return Invariant($"  mesh: {session.Machine.Mesh.FlitsOnLinks} flits on links, {session.Machine.Mesh.FlitsInRouters} in routers; {session.Machine.Mesh.FlitsAt(index)} in this tile's router");
    }

    /// <summary>The program around the next instruction, with the loop counters.</summary>
    public IEnumerable<string> Program(int index)
    {
        Tile tile = session.Machine.Tiles[index];
        int next = tile.Sequencer.Next;
        int from = Math.Max(0, next - Around);
        int to = Math.Min(tile.Program.Code.Length, next + Around + 1);
        for (int i = from; i < to; i++)
        {
            Instruction instruction = tile.Program.Code[i];
            yield return Invariant($"  {(i == next ? "=>" : "  ")} {i,4}  {Disassembler.Write(in instruction)}");
        }

        string counters = Counters(tile.Sequencer.Loops);
        yield return tile.Sequencer.IsHalted ? "  the program has ended"
            : tile.Sequencer.BlockedBy is { } unit ? $"  waits for room in the queue of {unit.Name}; loops, outermost first: {counters}"
            : $"  loops, outermost first: {counters}";
    }

    private static string Counters(ReadOnlySpan<LoopFrame> loops) =>
        string.Join(", ", loops.ToArray().Select(loop => Invariant($"{loop.Counter} of {loop.Iterations}")));

    private static string Place(int tile) => tile < 0 ? "port" : Invariant($"tile {tile}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
