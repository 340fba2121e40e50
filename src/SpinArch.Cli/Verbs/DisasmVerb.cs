using System.CommandLine;
using SpinArch.Isa;

namespace SpinArch.Cli.Verbs;

/// <summary><c>disasm</c>: prints a program file as assembly text that assembles to the same file.</summary>
internal static class DisasmVerb
{
    /// <summary>Makes the command.</summary>
    /// <returns><c>disasm FILE.sprog [--listing]</c>.</returns>
    public static Command Create()
    {
        var file = new Argument<string>("FILE.sprog") { Description = "The program file." };
        var listing = new Option<bool>("--listing") { Description = "Print index, encoded word and text of each instruction instead." };
        var command = new Command(
            "disasm",
            """
            Print a program file as assembly text.

            Examples:
              disasm dense.sprog > dense.sasm
              disasm dense.sprog --listing
            """);
        command.Arguments.Add(file);
        command.Options.Add(listing);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            SpinArch.Isa.Program program = ProgramFile.Read(path);
            Console.Out.Write(result.GetValue(listing) ? Disassembler.Listing(program, path) : Disassembler.Disassemble(program, path));
            return 0;
        });
        return command;
    }
}
