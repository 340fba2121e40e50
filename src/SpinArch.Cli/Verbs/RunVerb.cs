using System.CommandLine;
using SpinArch.Configuration;
using SpinArch.Isa;
using SpinArch.Networks;

namespace SpinArch.Cli.Verbs;

/// <summary><c>run</c>: compiles a network, simulates it event by event and reports.</summary>
internal static class RunVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var network = new NetworkOptions();
        var architecture = new ArchitectureOptions();
        var simulation = new SimulationOptions();
        var command = new Command(
            "run",
            """
            Compile a network, simulate it event by event, and report prediction, latency, throughput, utilisation and energy.

            Examples:
              run
              run --samples 50 --set crossbar.rows=64
              run --arch all-spin-ideal --samples 1 --output json
              run my-network.json --inputs 20 --arrival-ns 15000 --energy-trace energy.csv --bin-ns 100
              run --trace mnist.strace
              run --html mnist.html
            """);
        network.AddTo(command);
        architecture.AddTo(command);
        simulation.AddTo(command);

        // Off the invoking thread, so that Ctrl-C finds it listening.
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                EffectiveConfiguration configuration = architecture.Load(result);
                simulation.CheckTargets(result);
                NetworkGraph graph = network.Read(result, configuration);
                Program program = network.Compile(result, graph, configuration.Architecture, Console.Error, cancellation);
                return simulation.Simulate(result, configuration, () => architecture.LoadOriginal(result), program, graph, cancellation);
            },
            CancellationToken.None));
        return command;
    }
}
