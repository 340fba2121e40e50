using System.CommandLine;
using SpinArch.Configuration;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>asm</c>: turns assembly text into a program file, verified.</summary>
internal static class AsmVerb
{
    /// <summary>Makes the command.</summary>
    /// <returns><c>asm FILE.sasm --out FILE.sprog [--arch A] [--set K=V]</c>.</returns>
    public static Command Create()
    {
        var file = new Argument<string>("FILE.sasm") { Description = "The assembly text; docs/isa.md describes it." };
        var target = new Option<string>("--out") { Description = "The program file to write.", HelpName = "FILE.sprog", Required = true };
        var architecture = new Option<string>("--arch")
        {
            Description = "The architecture the program is for: a name, file or folder.",
            HelpName = "A",
            DefaultValueFactory = _ => DefaultNames.Shipped().Architecture,
        };
        var settings = new Option<string[]>("--set") { Description = "Changes one key of the architecture.", HelpName = "K=V" };
        var command = new Command(
            "asm",
            """
            Assemble a program, verify it, and bind it to an architecture.

            Examples:
              asm isa/examples/one-dense-layer.sasm --out dense.sprog
              asm isa/examples/one-dense-layer.sasm --out dense.sprog --arch all-spin --set adc.bits=6
            """);
        command.Arguments.Add(file);
        command.Options.Add(target);
        command.Options.Add(architecture);
        command.Options.Add(settings);
        command.SetLongAction((result, _) =>
        {
            EffectiveConfiguration configuration = ArchitectureLoader.Load(result.GetRequiredValue(architecture), result.GetValue(settings));
            string path = result.GetRequiredValue(file);
            SpinArch.Isa.Program program = Assembler.AssembleFile(path, configuration.Architecture.Hash);
            ProgramVerifier.Verify(program, path);
            ProgramFile.Write(result.GetRequiredValue(target), program);
            return 0;
        });
        return command;
    }
}
