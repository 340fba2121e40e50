using SpinArch.Files;
using SpinArch.Hardware;

namespace SpinArch.Cli;

/// <summary>Turns an error into lines on standard error and an exit code; a stack trace is shown only on request, and never for bad input.</summary>
internal static class Failure
{
    /// <summary>The simulated program failed.</summary>
    public const int ProgramFailed = 1;

    /// <summary>The user's input is wrong.</summary>
    public const int WrongInput = 2;

    /// <summary>This program is wrong (EX_SOFTWARE).</summary>
    public const int Internal = 70;

    /// <summary>Interrupted, as a shell counts it (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    private const string Debug = "SPINARCH_DEBUG";
    private const int MostLines = 3;
    private const int LongestLine = 1000;

    /// <summary>Reports an error.</summary>
    /// <param name="error">What was thrown.</param>
    /// <returns>The exit code.</returns>
    public static int Report(Exception error)
    {
        switch (error)
        {
            case AggregateException many:
                return Report(many.Flatten().InnerExceptions is { Count: > 0 } inner
                    ? inner.FirstOrDefault(one => one is not OperationCanceledException) ?? inner[0]
                    : new InvalidOperationException(many.Message));
            case InputException:
                return Report(WrongInput, error.Message);
            case DeadlockException:
                Console.Error.WriteLine($"spinarch: {error.Message}");
                return ProgramFailed;
            case OperationCanceledException:
                return Report(Interrupted, "interrupted");
            case IOException or UnauthorizedAccessException:
                return Report(WrongInput, $"a file or standard output cannot be read or written: {error.Message}");
            case OutOfMemoryException:
                return Report(WrongInput, "this needs more memory than the machine has; use a smaller network, fewer inputs or wider bins");
            default:
                Report(Internal, $"a fault of SpinArch itself, please report it: {error.GetType().Name}: {OneLine(error.Message)}");
                if (Environment.GetEnvironmentVariable(Debug) is { Length: > 0 })
                {
                    Console.Error.WriteLine(error.ToString());
                }

                return Internal;
        }
    }

    /// <summary>Reports a message of at most three lines; a longer one, which only the user's own line breaks can make, becomes one.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="message">The message.</param>
    /// <returns>The exit code.</returns>
    public static int Report(int code, string message)
    {
        string[] lines = message.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        foreach (string line in lines.Length > MostLines ? [OneLine(message)] : lines)
        {
            string shown = Printable(line.Length > LongestLine ? string.Concat(line.AsSpan(0, LongestLine), "...") : line);
            Console.Error.WriteLine(ReferenceEquals(line, lines[0]) || lines.Length > MostLines ? $"spinarch: {shown}" : shown);
        }

        return code;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    // Escape sequences from a file or an argument must not reach the terminal.
    private static string Printable(string line) =>
        string.Create(line.Length, line, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
}
