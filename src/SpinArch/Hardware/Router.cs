using System.Numerics;
using SpinArch.Kernel;

namespace SpinArch.Hardware;

/// <summary>
/// One router. Policy: every input is a FIFO; the flit at its head goes to each output of its route as soon as that link is free
/// and the buffer behind it has room, inputs taking turns at an output (round robin); a freed slot is seen upstream at once. One
/// flit a flit time leaves an input or enters a link, and is at the next router a hop time later.
/// </summary>
internal sealed class Router
{
    public const int North = 0;
    public const int East = 1;
    public const int South = 2;
    public const int West = 3;
    public const int Tile = 4;
    public const int Port = 5;
    public const int Sides = 6;

    private readonly Mesh mesh;
    private readonly int capacity;
    private readonly RouterInput[] inputs = new RouterInput[Sides];
    private readonly RouterOutput[] outputs = new RouterOutput[Sides];
    private readonly Router?[] upstream = new Router?[Sides];
    private readonly IMeshClient?[] clients = new IMeshClient?[Sides];
    private int arrived;
    private long wakeAt = -1;
    private long retryAt = -1;

    /// <param name="mesh">The mesh.</param>
    /// <param name="index">Row by row.</param>
    /// <param name="capacity">Flits that an input holds.</param>
    public Router(Mesh mesh, int index, int capacity)
    {
        this.mesh = mesh;
        this.capacity = capacity;
        Index = index;
        for (int side = 0; side < Sides; side++)
        {
            inputs[side] = new RouterInput(capacity);
        }
    }

    /// <summary>Row by row: y times the mesh's width, plus x.</summary>
    public int Index { get; }

    /// <summary>Flits in its buffers.</summary>
    public int Flits => inputs.Sum(input => input.Count);

    /// <summary>Whose turn it is at an output.</summary>
    /// <param name="asking">The inputs that ask for it, one bit each.</param>
    /// <param name="last">The input that was served last.</param>
    /// <returns>The first one after that, round the sides; -1 where none asks.</returns>
    public static int Turn(int asking, int last)
    {
        int after = asking & ~((2 << last) - 1);
        return after != 0 ? BitOperations.TrailingZeroCount(after) : asking != 0 ? BitOperations.TrailingZeroCount(asking) : -1;
    }

    /// <summary>Joins an output to the neighbour behind it.</summary>
    public void Connect(int output, Router next)
    {
        int side = Opposite(output);
        outputs[output].Next = next;
        outputs[output].NextSide = side;
        next.upstream[side] = this;
    }

    /// <summary>Joins the tile or the port to its side.</summary>
    public void Connect(int side, IMeshClient client) => clients[side] = client;

    /// <summary>Whether an input can take a flit from its tile or the port.</summary>
    public bool HasRoom(int side) => inputs[side].Occupied < capacity;

    /// <summary>A flit from the tile or the port takes a slot.</summary>
    public void Inject(int side, int payload, int node, int nodeOutputs, Picoseconds now)
    {
        inputs[side].Occupied++;
        Arrive(side, payload, node, nodeOutputs, now);
    }

    /// <summary>A flit is in its slot.</summary>
    public void Arrive(int side, int payload, int node, int nodeOutputs, Picoseconds now)
    {
        inputs[side].Push(payload, node, nodeOutputs);
        arrived |= 1 << side;
        RequestWake(now);
    }

    /// <summary>Looks for flits that can go on, after everything that happens at this instant.</summary>
    public void OnWake(Picoseconds now)
    {
        // Cleared before serving, so that what happens later at this instant wakes the router again.
        wakeAt = -1;
        retryAt = retryAt <= now.Value ? -1 : retryAt;
        if (arrived != 0)
        {
            Serve(now);
        }
    }

    /// <summary>Takes down buffers, links and turns.</summary>
    public void Write(StateWriter state)
    {
        state.Write(arrived);
        state.WriteTime(wakeAt);
        state.WriteTime(retryAt);
        for (int side = 0; side < Sides; side++)
        {
            inputs[side].Write(state, mesh);
            state.WriteDeadline(outputs[side].Free);
            state.Write(outputs[side].LastServed);
        }
    }

    /// <summary>All that is to happen happens so much later.</summary>
    public void Leap(Picoseconds by)
    {
        wakeAt += wakeAt < 0 ? 0 : by.Value;
        retryAt += retryAt < 0 ? 0 : by.Value;
        for (int side = 0; side < Sides; side++)
        {
            inputs[side].NextRead += by;
            outputs[side].Free += by;
        }
    }

    private static int Opposite(int side) => (side + 2) % 4;

    private void Serve(Picoseconds now)
    {
        int wanted = 0;
        for (int pending = arrived; pending != 0; pending &= pending - 1)
        {
            wanted |= inputs[BitOperations.TrailingZeroCount(pending)].Wanted(now);
        }

        for (int pending = wanted; pending != 0; pending &= pending - 1)
        {
            int output = BitOperations.TrailingZeroCount(pending);
            ref RouterOutput link = ref outputs[output];
            if (link.Free <= now && !IsBlocked(in link))
            {
                int input = NextInput(output, link.LastServed, now);
                if (input >= 0)
                {
                    Forward(input, output, now);
                    link.LastServed = input;
                }
            }
        }

        RequestRetry(NextChance());
    }

    /// <summary>
    /// When a head that is left can go on at the earliest: it can be read, and the link is free. Where the buffer behind the link is full no time
    /// is known; a pop behind it wakes this router.
    /// </summary>
    private Picoseconds NextChance()
    {
        var chance = new Picoseconds(long.MaxValue);
        for (int pending = arrived; pending != 0; pending &= pending - 1)
        {
            ref RouterInput input = ref inputs[BitOperations.TrailingZeroCount(pending)];
            for (int wanted = input.HeadOutputs; wanted != 0; wanted &= wanted - 1)
            {
                ref RouterOutput link = ref outputs[BitOperations.TrailingZeroCount(wanted)];
                if (!IsBlocked(in link))
                {
                    chance = Earlier(chance, Picoseconds.Max(input.NextRead, link.Free));
                }
            }
        }

        return chance;
    }

    private bool IsBlocked(in RouterOutput link) => link.Next is { } next && !next.HasRoom(link.NextSide);

    /// <summary>The first input after the last served one whose head asks for an output, -1 where none does.</summary>
    private int NextInput(int output, int last, Picoseconds now)
    {
        int asking = 0;
        for (int pending = arrived; pending != 0; pending &= pending - 1)
        {
            int side = BitOperations.TrailingZeroCount(pending);
            asking |= ((inputs[side].Wanted(now) >> output) & 1) << side;
        }

        return Turn(asking, last);
    }

    private void Forward(int side, int output, Picoseconds now)
    {
        ref RouterInput input = ref inputs[side];
        int payload = input.HeadPayload;
        int node = input.HeadNode;
        bool last = input.Take(output);
        ref RouterOutput link = ref outputs[output];
        link.Free = now + mesh.Flit;
        if (link.Next is { } next)
        {
            next.inputs[link.NextSide].Occupied++;
            mesh.SendOn(this, output, next.Index, link.NextSide, payload, node, last, now);
        }
        else
        {
            mesh.Deliver(this, output, payload, node, last, now);
        }

        if (last)
        {
            input.NextRead = now + mesh.Flit;
            input.Occupied--;
            if (input.Count == 0)
            {
                arrived &= ~(1 << side);
            }

            WakeUpstream(side, now);
        }
    }

    private void WakeUpstream(int side, Picoseconds now)
    {
        if (clients[side] is { } client)
        {
            client.OnRouterRoom();
        }
        else if (upstream[side] is { arrived: not 0 } router)
        {
            router.RequestWake(now);
        }
    }

    private void RequestWake(Picoseconds now)
    {
        if (wakeAt != now.Value && retryAt != now.Value)
        {
            wakeAt = now.Value;
            mesh.ScheduleWake(Index, now);
        }
    }

    private void RequestRetry(Picoseconds at)
    {
        if (at.Value != long.MaxValue && (retryAt < 0 || retryAt > at.Value))
        {
            retryAt = at.Value;
            mesh.ScheduleWake(Index, at);
        }
    }

    private static Picoseconds Earlier(Picoseconds left, Picoseconds right) => left <= right ? left : right;
}
