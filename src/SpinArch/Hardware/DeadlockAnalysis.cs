using System.Globalization;
using SpinArch.Isa;
using SpinArch.Tiles;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// Explains why nothing can happen any more: from a waiting unit it follows who would have to fill or free what is waited for,
/// until the walk closes a cycle or ends at a unit that will never act.
/// </summary>
internal sealed class DeadlockAnalysis(Machine machine)
{
    private const int PortNode = -1;

    /// <summary>The cycle, or the chain to its dead end, one line a step.</summary>
    public string Explain()
    {
        var path = new List<Node>();
        var lines = new List<string>();
        Node? node = Starts().Cast<Node?>().FirstOrDefault();
        while (node is { } current && !path.Contains(current))
        {
            path.Add(current);
            (string line, node) = Describe(current);
            lines.Add(line);
        }

        string time = machine.Simulation.Now.ToString();
        if (node is { } repeated)
        {
            int first = path.IndexOf(repeated);
            return $"deadlock at {time}: a wait-for cycle of {lines.Count - first}\n  " + string.Join("\n  ", lines.Skip(first));
        }

        return $"deadlock at {time}: something is waited for that never comes\n  " + string.Join("\n  ", lines);
    }

    private IEnumerable<Node> Starts()
    {
        foreach (Tile tile in machine.Tiles)
        {
            foreach (Unit unit in tile.AllUnits.Where(unit => unit.Queue.Count > 0))
            {
                yield return new Node(tile.Index, unit);
            }
        }

        foreach (Tile tile in machine.Tiles.Where(tile => !tile.Sequencer.IsHalted))
        {
            yield return new Node(tile.Index, null);
        }

        yield return new Node(PortNode, null);
    }

    private (string Line, Node? Next) Describe(Node node)
    {
        if (node.Tile == PortNode)
        {
            return machine.Port.HasSentAll
                ? ("port: every input is sent, not every result has come", null)
                : ($"port: input {machine.Port.CurrentInput} waits for {Name(machine.Port.Obstacle)}", Other(PortNode, machine.Port.Obstacle));
        }

        Tile tile = machine.Tiles[node.Tile];
        if (node.Unit is null)
        {
            string place = $"tile {tile.Index} sequencer: instruction {tile.Sequencer.Next}";
            return tile.Sequencer.IsHalted
                ? ($"{place} 'halt' has ended the program", null)
                : ($"{place} waits for room in the queue of {tile.Sequencer.BlockedBy?.Name}", tile.Sequencer.BlockedBy is { } unit ? new Node(tile.Index, unit) : null);
        }

        if (node.Unit.Queue.Count == 0)
        {
            return ($"tile {tile.Index} {node.Unit.Name}: nothing is posted to it", new Node(tile.Index, null));
        }

        ref readonly Operation operation = ref node.Unit.Queue.Head;
        Instruction instruction = tile.Program.Code[operation.Instruction];
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"tile {tile.Index} {node.Unit.Name}: instruction {operation.Instruction} '{InstructionTable.Default.Find(instruction.Opcode)!.Mnemonic}' column {operation.Column} sample {operation.Sample} waits for {Name(node.Unit.Obstacle)}");
        return (text, Next(tile, node.Unit, node.Unit.Obstacle));
    }

    // Who would fill what is empty, or empty what is full: the tile's plan says.
    private Node? Next(Tile tile, Unit unit, Obstacle obstacle)
    {
        if (obstacle.Store is not { } store || store.Scope is StoreScope.Channel or StoreScope.Router)
        {
            return Other(tile.Index, obstacle);
        }

        bool isEmpty = obstacle.Cause == StallCause.SourceEmpty;
        Step[] acting =
        [
            .. machine.Plan.Steps.Where(step => step.Accesses.Any(access => access.Store == store && (isEmpty
                ? access.Use is Use.Fill or Use.Replace
                : access.Use == Use.Take || (access.Use == Use.Keep && store.Scope == StoreScope.Pair)))),
        ];
        Step[] posted = [.. acting.Where(step => tile.Program.Code.Any(instruction => step.Opcodes.Contains(instruction.Opcode)))];
        acting = posted.Length == 0 ? acting : posted;
        TileUnit acts = (acting.FirstOrDefault(step => step.Unit != unit.Description) ?? acting[0]).Unit;
        return new Node(tile.Index, tile.AllUnits.First(other => other.Description == acts));
    }

    /// <summary>The unit at the other end of a channel.</summary>
    private Node? Other(int tile, Obstacle obstacle)
    {
        if (obstacle.Cause == StallCause.Message)
        {
            int source = machine.Tiles[tile].Program.Receives[obstacle.Index].Source;
            return source < 0 ? new Node(PortNode, null) : new Node(source, machine.Tiles[source].Sender);
        }

        if (obstacle.Cause == StallCause.Credit)
        {
            IEnumerable<ChannelDestination> destinations = tile == PortNode
                ? machine.Program.Port.Sends[obstacle.Index].Destinations
                : machine.Program.Tiles[tile].Sends[obstacle.Index].Destinations;
            foreach (ChannelDestination destination in destinations.Where(destination => destination.Tile >= 0))
            {
                Tile receiver = machine.Tiles[destination.Tile];
                if (receiver.Incoming[destination.Channel].Count > 0)
                {
                    bool isVector = receiver.Program.Code.Any(instruction =>
                        instruction.Opcode == Opcode.Receive
                        && destination.Channel >= instruction.Channel
                        && destination.Channel < instruction.ChannelsEnd);
                    return new Node(receiver.Index, Taker(receiver, isVector ? Opcode.Receive : Opcode.ReceiveAdd));
                }
            }
        }

        return null;
    }

    private Unit Taker(Tile tile, Opcode opcode) => tile.AllUnits.First(unit => machine.Plan.StepOf(opcode, unit.Description) is not null);

    private static string Name(Obstacle obstacle)
    {
        if (obstacle.Store is not { } store)
        {
            return "its unit to be free";
        }

        bool isEmpty = obstacle.Cause == StallCause.SourceEmpty;
        string key = store.Key.Length == 0 ? "" : $" ({store.Key})";
        return store.Scope switch
        {
            StoreScope.Pair => isEmpty ? $"its block on the {store.Label} (write)" : $"the reads of the block before on its {store.Label}",
            StoreScope.Map => isEmpty ? $"a {store.Label} to arrive"
                : FormattableString.Invariant($"room for a row of the map of block {obstacle.Index}{key}"),
            StoreScope.Channel when obstacle.Cause == StallCause.Message => $"a {store.Label} {obstacle.Index}",
            StoreScope.Channel => $"a {store.Label} {obstacle.Index}{key}",
            StoreScope.Router => $"a {store.Label}{key}",
            StoreScope.Tile or StoreScope.Block or StoreScope.Column => $"{(isEmpty ? "a full" : "an empty")} {store.Label}{key}",
        };
    }

    private readonly record struct Node(int Tile, Unit? Unit);
}
