namespace SpinArch.Tests.Hardware;

/// <summary>
/// The mesh of docs/timing-model.md, section 4, without events: at every picosecond everything is looked at again and again until nothing can
/// move. It is slow, and it cannot miss a moment at which something could have moved.
/// </summary>
internal sealed class SteppedMesh
{
    private const int North = 0, East = 1, South = 2, West = 3, Tile = 4, Sides = 6;

    private readonly int width;
    private readonly int hop;
    private readonly int flit;
    private readonly int clock;
    private readonly int buffer;
    private readonly int[][][] channels;
    private readonly Queue<Flit>[][] inputs;
    private readonly int[][] occupied;
    private readonly long[][] nextRead;
    private readonly long[][] linkFree;
    private readonly int[][] lastServed;
    private readonly Node[] nodes;
    private readonly List<(long At, Action Happens)> future = [];

    public SteppedMesh(int width, int height, int[][][] channels, int hop, int flit, int clock, int buffer, int receive)
    {
        (this.width, this.hop, this.flit, this.clock, this.buffer, this.channels) = (width, hop, flit, clock, buffer, channels);
        int count = width * height;
        inputs = Each(count, () => new Queue<Flit>());
        occupied = Each(count, () => 0);
        nextRead = Each(count, () => 0L);
        linkFree = Each(count, () => 0L);
        lastServed = Each(count, () => North);
        nodes = [.. channels.Select(own => new Node { Credits = [.. own.Select(ends => ends.Select(_ => receive).ToArray())] })];
    }

    /// <summary>Source, destination, when made and when arrived [ps].</summary>
    public List<(int Source, int Destination, long Made, long Arrived)> Arrived { get; } = [];

    /// <summary>Runs until everything has arrived.</summary>
    /// <param name="made">Channel by node and slot of a flit time, -1 for none.</param>
    /// <param name="slots">Slots in which flits are made.</param>
    public void Run(Func<int, long, int> made, int slots)
    {
        for (long now = 0; now < (long)slots * flit || future.Count > 0 || nodes.Any(node => node.Waiting.Count > 0) || occupied.Any(side => side.Any(flits => flits > 0)); now++)
        {
            foreach ((long At, Action Happens) next in future.Where(next => next.At == now).ToArray())
            {
                future.Remove(next);
                next.Happens();
            }

            for (int node = 0; node < nodes.Length && now % flit == 0 && now / flit < slots; node++)
            {
                int channel = made(node, now / flit);
                if (channel >= 0)
                {
                    nodes[node].Waiting.Enqueue((channel, now));
                }
            }

            while (MoveSomething(now))
            {
            }
        }
    }

    private bool MoveSomething(long now)
    {
        bool moved = false;
        for (int router = 0; router < inputs.Length; router++)
        {
            for (int output = 0; output < Sides; output++)
            {
                moved |= Serve(router, output, now);
            }
        }

        for (int node = 0; node < nodes.Length && now % clock == 0; node++)
        {
            moved |= Send(node, now);
        }

        return moved;
    }

    private bool Serve(int router, int output, long now)
    {
        int behind = router + output switch { North => -width, East => 1, South => width, West => -1, _ => 0 };
        if (linkFree[router][output] > now || (output < Tile && (behind < 0 || behind >= inputs.Length || occupied[behind][(output + 2) % 4] >= buffer)))
        {
            return false;
        }

        for (int turn = 1; turn <= Sides; turn++)
        {
            int side = (lastServed[router][output] + turn) % Sides;
            if (!inputs[router][side].TryPeek(out Flit? head) || nextRead[router][side] > now || !head.Left.Any(end => Output(router, end) == output))
            {
                continue;
            }

            int[] along = [.. head.Left.Where(end => Output(router, end) == output)];
            head.Left.RemoveAll(end => along.Contains(end));
            lastServed[router][output] = side;
            linkFree[router][output] = now + flit;
            if (head.Left.Count == 0)
            {
                inputs[router][side].Dequeue();
                occupied[router][side]--;
                nextRead[router][side] = now + flit;
            }

            if (output == Tile)
            {
                future.Add((Edge(now + hop), () => Take(head, router, Edge(now + hop))));
                return true;
            }

            occupied[behind][(output + 2) % 4]++;
            future.Add((now + hop, () => inputs[behind][(output + 2) % 4].Enqueue(head with { Left = [.. along] })));
            return true;
        }

        return false;
    }

    private void Take(Flit flit, int node, long now)
    {
        Arrived.Add((flit.Source, node, flit.Made, now));
        int links = Math.Abs((flit.Source % width) - (node % width)) + Math.Abs((flit.Source / width) - (node / width)) + 1;
        int destination = Array.IndexOf(channels[flit.Source][flit.Channel], node);
        future.Add((Edge(now + (links * hop)), () => nodes[flit.Source].Credits[flit.Channel][destination]++));
    }

    private bool Send(int index, long now)
    {
        Node node = nodes[index];
        if (node.IsSending || node.Waiting.Count == 0 || occupied[index][Tile] >= buffer || node.Credits[node.Waiting.Peek().Channel].Contains(0))
        {
            return false;
        }

        (int channel, long made) = node.Waiting.Dequeue();
        int[] credits = node.Credits[channel];
        for (int destination = 0; destination < credits.Length; destination++)
        {
            credits[destination]--;
        }

        node.IsSending = true;
        future.Add((Edge(now + flit), Inject));
        return true;

        void Inject()
        {
            node.IsSending = false;
            occupied[index][Tile]++;
            inputs[index][Tile].Enqueue(new Flit(index, channel, made, [.. channels[index][channel]]));
        }
    }

    private int Output(int router, int end) =>
        end % width > router % width ? East : end % width < router % width ? West : end > router ? South : end < router ? North : Tile;

    private long Edge(long time) => (time + clock - 1) / clock * clock;

    private static T[][] Each<T>(int count, Func<T> make) => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Sides).Select(_ => make()).ToArray())];

    private sealed record Flit(int Source, int Channel, long Made, List<int> Left);

    private sealed class Node
    {
        public Queue<(int Channel, long Made)> Waiting { get; } = new();

        public int[][] Credits { get; init; } = [];

        public bool IsSending { get; set; }
    }
}
