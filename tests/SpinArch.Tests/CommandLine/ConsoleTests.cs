namespace SpinArch.Tests.CommandLine;

/// <summary>Tests that replace the console's writers; they run one after another and beside nothing else.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleTests
{
    public const string Name = "console";
}
