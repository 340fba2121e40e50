using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SpinArch.Cli.Verbs;
using SpinArch.Files;
using SpinArch.Hardware;

namespace SpinArch.Cli;

/// <summary>The command line: verbs, and what becomes of errors. 0 done, 1 the simulated program failed, 2 the input is wrong.</summary>
public static class CommandLine
{
    private const int ProgramFailed = 1;
    private const int WrongInput = 2;

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">What follows the program's name.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var root = new RootCommand("SpinArch: a cycle-accurate simulator of spintronic Bayesian neural network chips.")
        {
            RunVerb.Create(),
            CompileVerb.Create(),
            ExecVerb.Create(),
            AsmVerb.Create(),
            DisasmVerb.Create(),
            ConfigVerb.Create(),
            DataVerb.Create(),
            InferVerb.Create(),
            ListVerb.Create(),
            TrainVerb.Create(),
        };
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Fail(WrongInput, $"{parsed.Errors[0].Message} Try '{Path(parsed)}--help'.");
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (InputException error)
        {
            return Fail(WrongInput, error.Message);
        }
        catch (DeadlockException error)
        {
            return Fail(ProgramFailed, error.Message);
        }
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine($"spinarch: {message}");
        return code;
    }

    private static string Path(ParseResult parsed)
    {
        string path = "";
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = command.Parent)
        {
            path = command.Command is RootCommand ? path : $"{command.Command.Name} {path}";
        }

        return path;
    }
}
