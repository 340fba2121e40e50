using System.CommandLine;
using SpinArch.Configuration;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>estimate</c>: what <c>run</c> reports, in closed form.</summary>
internal static class EstimateVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var network = new NetworkOptions();
        var architecture = new ArchitectureOptions();
        var simulation = new SimulationOptions(simulates: false);
        var command = new Command(
            "estimate",
            """
            Estimate what run would report, in closed form: latency, throughput, utilisation, energy and area, at once.

            Counts and dynamic energy are those of a run without weights, exactly; latency is within 3 % for half of all designs.
            Takes the options of run but data and traces.

            Examples:
              estimate
              estimate --samples 50 --set crossbar.rows=64
              estimate my-network.json --inputs 1000 --output json
            """);
        network.AddTo(command);
        architecture.AddTo(command);
        simulation.AddTo(command);
        command.SetAction(result =>
        {
            EffectiveConfiguration configuration = architecture.Load(result);
            ArchitectureSpec spec = configuration.Architecture;
            return simulation.Estimate(
                result, spec, network.Read(result, configuration), network.Samples(result), network.Inputs(result),
                    network.Dump(result, Console.Error));
        });
        return command;
    }
}
