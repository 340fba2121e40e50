using System.Text.Json;

namespace SpinArch.Tests.CommandLine;

/// <summary>One command line run in this process, with what it wrote: <c>Invocation.Of("run", "--samples", "0")</c>.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    /// <summary>Lines on standard error.</summary>
    public int ErrorLines => Error.Count(character => character == '\n');

    public static Invocation Of(params string[] arguments)
    {
        TextWriter output = Console.Out;
        TextWriter error = Console.Error;
        using var capturedOutput = new StringWriter { NewLine = "\n" };
        using var capturedError = new StringWriter { NewLine = "\n" };
        try
        {
            Console.SetOut(capturedOutput);
            Console.SetError(capturedError);
            int code = Cli.CommandLine.Run(arguments);
            return new Invocation(code, capturedOutput.ToString(), capturedError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>What a command line that must succeed prints, as JSON.</summary>
    public static JsonDocument Json(params string[] arguments)
    {
        Invocation ran = Of(arguments);
        Assert.True(ran.ExitCode == 0, ran.Error);
        return JsonDocument.Parse(ran.Output);
    }

    /// <summary>Asserts what every wrong input gets: code 2, silence on standard output, one to three lines that name what is wrong.</summary>
    public void AssertRefused(string named)
    {
        Assert.Equal(2, ExitCode);
        Assert.Equal("", Output);
        Assert.InRange(ErrorLines, 1, 3);
        Assert.StartsWith("spinarch: ", Error, StringComparison.Ordinal);
        Assert.Contains(named, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
    }
}
