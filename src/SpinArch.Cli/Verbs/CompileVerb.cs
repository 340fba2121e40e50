using System.CommandLine;
using SpinArch.Configuration;
using SpinArch.Files;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>compile</c>: compiles a network to a program file.</summary>
internal static class CompileVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var network = new NetworkOptions();
        var architecture = new ArchitectureOptions();
        var target = new Option<string?>("--out") { Description = "The program file to write.", HelpName = "FILE.sprog" };
        var command = new Command(
            "compile",
            """
            Compile a network for an architecture, to a program file or to look at.

            Examples:
              compile --out mnist.sprog
              compile --set crossbar.rows=64 --dump-after partition
              compile my-network.json --samples 5 --dump-after emit
            """);
        network.AddTo(command);
        architecture.AddTo(command);
        command.Options.Add(target);
        command.SetLongAction((result, cancellation) =>
        {
            if (result.GetValue(target) is null && !network.IsDump(result))
            {
                throw new InputException("compile", "needs --out FILE.sprog, --dump-after STAGE, or both");
            }

            AtomicFile.CheckTargets(result.GetValue(target));
            EffectiveConfiguration configuration = architecture.Load(result);
            ArchitectureSpec spec = configuration.Architecture;
            Program program = network.Compile(result, network.Read(result, configuration), spec, Console.Out, cancellation);
            if (result.GetValue(target) is { } file)
            {
                ProgramFile.Write(file, program);
            }

            return 0;
        });
        return command;
    }
}
