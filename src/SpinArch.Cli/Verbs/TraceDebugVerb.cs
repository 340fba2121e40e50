using System.CommandLine;
using System.Text;
using SpinArch.Files;
using SpinArch.Traces.Debugging;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace debug</c>: steps through a recorded run, forwards and backwards, by hand or by a script.</summary>
internal static class TraceDebugVerb
{
    private const int Failed = 1;
    private const int LongestScript = 1 << 20;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        var script = new Option<string?>("--script") { Description = "Carry out a file of commands, a line each, and fail where an expect does.", HelpName = "FILE" };
        var command = new Command(
            "debug",
            """
            Step through a recorded run, forwards and backwards, with breakpoints; look at banks, queues, messages and programs. help lists the commands.

            Examples:
              trace debug mnist.strace
              trace debug mnist.strace --script check.txt
            """) { file, script };
        command.SetAction(result =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file));
            using var debugger = new Debugger(reader);
            if (result.GetValue(script) is { } path)
            {
                // Written at the end: of a script with a wrong line nothing is printed but the fault.
                var text = new StringWriter { NewLine = "\n" };
                bool held = debugger.RunScript(path, Encoding.UTF8.GetString(BoundedFile.Read(path, LongestScript)).Split('\n'), text);
                Console.Out.Write(text);
                return held ? TraceVerb.Close(reader) : Failed;
            }

            Prompt();
            while (!debugger.HasQuit && Console.In.ReadLine() is { } line)
            {
                debugger.Answer(line, Console.Out);
                Prompt();
            }

            return TraceVerb.Close(reader);
        });
        return command;
    }

    private static void Prompt()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Out.Write("(trace) ");
        }
    }
}
