using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using SpinArch.Cli.Verbs;

namespace SpinArch.Cli;

/// <summary>
/// The command line: verbs, and what becomes of errors. 0 done, 1 the simulated program failed, 2 the input is wrong,
/// 70 a fault of this program, 130 interrupted.
/// </summary>
public static class CommandLine
{
    // Errors are this class's to word, bundles of one-letter options and @files are none of our language.
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">What follows the program's name.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        RootCommand root = Root();
        if (arguments is [CompletionWords.Request, ..])
        {
            // A shell that asks while someone types is never answered with an error.
            foreach (string word in CompletionWords.Of(root, arguments.AsSpan(1)))
            {
                Console.Out.WriteLine(word);
            }

            return 0;
        }

        // A person who types the bare name wants to know what there is; everything else is held to the letter.
        ParseResult parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments, Parsing);
        if (CommandLineFault.Of(parsed) is { } fault)
        {
            return Failure.Report(Failure.WrongInput, fault);
        }

        try
        {
            int code = Invoke(parsed);
            Console.Out.Flush();
            return code;
        }
#pragma warning disable CA1031 // The last place that can turn a fault into a line and a code.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Failure.Report(error);
        }
    }

    // A verb that does not listen is short and writes nothing: a signal ends it as it ends any program.
    private static int Invoke(ParseResult parsed)
    {
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (parsed.Action is not AsynchronousCommandLineAction)
        {
            return parsed.Invoke(configuration);
        }

        using var interruption = new Interruption();
        return parsed.InvokeAsync(configuration, interruption.Token).GetAwaiter().GetResult();
    }

    /// <summary>The verbs; tests hold <c>docs/command-line.md</c> to them.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("SpinArch: a cycle-accurate simulator of spintronic Bayesian neural network chips.")
        {
            RunVerb.Create(),
            EstimateVerb.Create(),
            CompileVerb.Create(),
            ExecVerb.Create(),
            AsmVerb.Create(),
            DisasmVerb.Create(),
            ConfigVerb.Create(),
            ImportVerb.Create(),
            DataVerb.Create(),
            InferVerb.Create(),
            AblationVerb.Create(),
            TradeoffVerb.Create(),
            CompareVerb.Create(),
            RngVerb.Create(),
            NocVerb.Create(),
            ListVerb.Create(),
            TrainVerb.Create(),
            DeviceVerb.Create(),
            TraceVerb.Create(),
            SweepVerb.Create(),
            SearchVerb.Create(),
            CompletionVerb.Create(),
        };
        root.Directives.Clear();
        return root;
    }
}
