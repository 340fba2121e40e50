using System.CommandLine;
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
        var architecture = new ArchitectureOptions();
        var simulation = new SimulationOptions();
        var command = new Command(
            "exec",
            """
            Simulate a program file, compiled or hand-written, and report as 'run' does.

            Examples:
              exec mnist.sprog
              exec isa/examples/one-dense-layer.sasm --output json
              exec isa/examples/deadlock.sasm
            """);
        command.Arguments.Add(file);
        architecture.AddTo(command);
        simulation.AddTo(command);
        command.SetAction((result, cancellation) =>
        {
            ArchitectureSpec spec = architecture.Load(result).Architecture;
            string path = result.GetRequiredValue(file);
            Program program = path.EndsWith(".sasm", StringComparison.OrdinalIgnoreCase)
                ? Assembler.AssembleFile(path, spec.Hash)
                : ProgramFile.Read(path);
            return Task.FromResult(simulation.Simulate(result, spec, program, cancellation));
        });
        return command;
    }
}
