using System.Globalization;
using SpinArch.Isa;
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

    private Node? Next(Tile tile, Unit unit, Obstacle obstacle)
    {
        bool empty = obstacle.Cause == StallCause.SourceEmpty;
        Unit? within = obstacle.Resource switch
        {
            WaitFor.GaussianBank => empty ? tile.Sampler : tile.Scaler,
            WaitFor.InputBank => empty ? tile.Receiver : tile.Reader,
            WaitFor.SigmaInputBank => empty ? tile.Scaler : tile.Reader,
            WaitFor.HoldBank => empty ? tile.Reader : tile.Converter,
            WaitFor.Crossbar => empty ? tile.Writer : tile.Reader,
            WaitFor.MeanLatch or WaitFor.SigmaLatch => empty ? tile.Converter : tile.Vector,
            WaitFor.PartialSumLatch or WaitFor.OutputLatch or WaitFor.StatisticsBank => empty || unit == tile.Sender ? tile.Vector : tile.Sender,
            WaitFor.Unit or WaitFor.IncomingChannel or WaitFor.OutgoingCredit or WaitFor.RouterBuffer => null,
        };
        return within is not null ? new Node(tile.Index, within) : Other(tile.Index, obstacle);
    }

    /// <summary>The unit at the other end of a channel.</summary>
    private Node? Other(int tile, Obstacle obstacle)
    {
        if (obstacle.Resource == WaitFor.IncomingChannel)
        {
            int source = machine.Tiles[tile].Program.Receives[obstacle.Index].Source;
            return source < 0 ? new Node(PortNode, null) : new Node(source, machine.Tiles[source].Sender);
        }

        if (obstacle.Resource == WaitFor.OutgoingCredit)
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
                    return new Node(receiver.Index, isVector ? receiver.Receiver : receiver.Vector);
                }
            }
        }

        return null;
    }

    private static string Name(Obstacle obstacle)
    {
        bool empty = obstacle.Cause == StallCause.SourceEmpty;
        string bank = obstacle.Cause == StallCause.DestinationFull ? "an empty" : "a full";
        return obstacle.Resource switch
        {
            WaitFor.Unit => "its unit to be free",
            WaitFor.GaussianBank => $"{bank} Gaussian bank (sampler.banks)",
            WaitFor.InputBank => $"{bank} input bank (input.banks)",
            WaitFor.SigmaInputBank => $"{bank} sigma DAC register bank (sigmaInput.banks)",
            WaitFor.HoldBank => $"{bank} sample-and-hold bank (sampleHold.banks)",
            WaitFor.Crossbar => empty ? "its block on the crossbar pair (write)" : "the reads of the block before on its crossbar pair",
            WaitFor.MeanLatch => $"{bank} mean latch (latch.banks)",
            WaitFor.SigmaLatch => $"{bank} sigma latch (latch.banks)",
            WaitFor.PartialSumLatch => $"{bank} partial-sum latch (latch.banks)",
            WaitFor.OutputLatch => $"{bank} output latch (latch.banks)",
            WaitFor.StatisticsBank => $"{bank} statistics bank (latch.banks)",
            WaitFor.IncomingChannel => $"a word on incoming channel {obstacle.Index}",
            WaitFor.OutgoingCredit => $"a credit of outgoing channel {obstacle.Index} (link.receiveFlits)",
            WaitFor.RouterBuffer => "a slot of its router (link.bufferFlits)",
        };
    }

    private readonly record struct Node(int Tile, Unit? Unit);
}
