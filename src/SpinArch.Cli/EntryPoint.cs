namespace SpinArch.Cli;

/// <summary>The program's entry.</summary>
internal static class EntryPoint
{
    private static int Main(string[] arguments) => CommandLine.Run(arguments);
}
