using System.Text;

namespace SpinArch.Cli;

/// <summary>The program's entry.</summary>
internal static class EntryPoint
{
    private static int Main(string[] arguments)
    {
        // The same bytes in every locale: a Latin-1 terminal setting would change what stands in a redirected report.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return CommandLine.Run(arguments);
    }
}
