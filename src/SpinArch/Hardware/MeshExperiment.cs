using System.Collections.Immutable;
using SpinArch.Components.Network;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>
/// The mesh of the machine alone, with a traffic node in place of every tile. Policy of a node: what the pattern makes waits in a
/// queue without end (an open loop) and is sent in order, a flit a flit time, as credits and the router allow; what arrives is
/// taken at once.
/// </summary>
internal sealed class MeshExperiment : IActivitySink
{
    private readonly Simulation simulation;
    private readonly List<FlitRecord> arrived = [];

    /// <param name="spec">Link times, buffers and flit width.</param>
    /// <param name="width">Mesh columns.</param>
    /// <param name="height">Mesh rows.</param>
    /// <param name="channels">Destinations by node and channel; nodes count row by row.</param>
    /// <param name="pattern">Who sends when.</param>
    /// <param name="slots">Slots in which flits are made; what is under way then still arrives.</param>
    public MeshExperiment(
        ArchitectureSpec spec, int width, int height, ImmutableArray<ImmutableArray<ImmutableArray<int>>> channels, ITrafficPattern pattern, long slots)
    {
        simulation = new Simulation(WheelTick.Choose([spec.Clock.Period, spec.Link.Hop, spec.Link.Flit]));
        var timing = new TileTiming(spec);
        Program program = ProgramOf(spec, width, height, channels);
        var mesh = new Mesh(simulation, this, program, spec, timing);
        TrafficNode[] nodes = [.. program.Tiles.Select((tile, index) => new TrafficNode(mesh, simulation, timing, pattern, arrived, index, tile, slots))];
        mesh.Start(simulation.Register(mesh));
        foreach (TrafficNode node in nodes)
        {
            node.Start(simulation.Register(node));
        }
    }

    /// <summary>Flits that crossed a link between two routers, by router and output.</summary>
    public Dictionary<(int Router, int Output), long> Crossed { get; } = [];

    /// <summary>Runs until everything has arrived.</summary>
    /// <param name="cancellation">Stops it between two events.</param>
    /// <returns>All flits, in the order of arrival.</returns>
    public IReadOnlyList<FlitRecord> Run(CancellationToken cancellation = default)
    {
        simulation.Run(cancellation);
        return arrived;
    }

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        if (activity.Kind == NetworkComponent.Hop && activity.Column < Router.Tile)
        {
            (int, int) link = (activity.Tile, activity.Column);
            Crossed[link] = Crossed.GetValueOrDefault(link) + 1;
        }
    }

    // The routes are made from channels, and channels belong to a program: one without code.
    private static Program ProgramOf(ArchitectureSpec spec, int width, int height, ImmutableArray<ImmutableArray<ImmutableArray<int>>> channels)
    {
        var receives = new List<ReceiveChannel>[channels.Length];
        for (int node = 0; node < receives.Length; node++)
        {
            receives[node] = [];
        }

        var sends = new List<SendChannel>[channels.Length];
        for (int node = 0; node < channels.Length; node++)
        {
            sends[node] = [];
            foreach (ImmutableArray<int> destinations in channels[node])
            {
                var ends = ImmutableArray.CreateBuilder<ChannelDestination>();
                foreach (int destination in destinations)
                {
                    receives[destination].Add(new ReceiveChannel { Source = node, RowBase = 0, Words = 1 });
                    ends.Add(new ChannelDestination(destination, receives[destination].Count - 1));
                }

                sends[node].Add(new SendChannel { Destinations = ends.ToImmutable() });
            }
        }

        return new Program
        {
            Network = "traffic",
            ArchitectureHash = spec.Hash,
            MeshWidth = width,
            MeshHeight = height,
            InputWords = 1,
            OutputWords = 1,
            Samples = 1,
            Inputs = 1,
            Port = new PortProgram { Sends = [], Receives = [], OutputScale = 1 },
            Tiles =
            [
                .. channels.Select((_, node) => new TileProgram
                {
                    X = node % width,
                    Y = node / width,
                    Blocks = [],
                    Receives = [.. receives[node]],
                    Sends = [.. sends[node]],
                    Code = [],
                }),
            ],
        };
    }
}
