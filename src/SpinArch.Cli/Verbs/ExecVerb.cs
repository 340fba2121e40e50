using System.CommandLine;
using SpinArch.Configuration;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>exec</c>: simulates a program file, compiled or hand-written.</summary>
internal static class ExecVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("PROGRAM") { Description = "A program file (.sprog) or assembly text (.sasm)." };
        var architecture = new ArchitectureOptions(compiles: false);
        var simulation = new SimulationOptions();
        var command = new Command(
            "exec",
            """
            Simulate a program file, compiled or hand-written, and report as 'run' does.

            Examples:
              exec mnist.sprog
              exec isa/examples/one-dense-layer.sasm --output json
              exec isa/examples/deadlock.sasm --trace deadlock.strace
            """);
        command.Arguments.Add(file);
        architecture.AddTo(command);
        simulation.AddTo(command);

        // Off the invoking thread, so that Ctrl-C finds it listening.
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                EffectiveConfiguration configuration = architecture.Load(result);
                simulation.CheckTargets(result);
                Program program = Load(result.GetRequiredValue(file), configuration.Architecture);
                return simulation.Simulate(result, configuration, () => architecture.LoadOriginal(result), program, graph: null,
                    cancellation);
            },
            CancellationToken.None));
        return command;
    }

    // Verified at once: the sizes a file states are believed from here on.
    private static Program Load(string path, ArchitectureSpec spec)
    {
        Program program = path.EndsWith(".sasm", StringComparison.OrdinalIgnoreCase)
            ? Assembler.AssembleFile(path, spec.Hash)
            : ProgramFile.Read(path);
        ProgramVerifier.Verify(program, path);
        return program;
    }
}
