using System.CommandLine;
using System.Globalization;
using SpinArch.Files;
using SpinArch.Sweeps;

namespace SpinArch.Cli.Verbs;

/// <summary>Where results of many designs go, and how many are worked on at once.</summary>
internal sealed class SweepOptions
{
    private const int MostJobs = 1024;

    private readonly Option<string> _folder = new("--out") { Description = "Folder of the results.", HelpName = "FOLDER", Required = true };
    private readonly Option<string> _jobs =
        new("--jobs") { Description = "Points at once; 0 for one a processor.", HelpName = "N", DefaultValueFactory = _ => "0" };

    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with what the folder holds." };
    private readonly Option<bool> _force = new("--force") { Description = "Begin anew where the folder holds results." };
    private readonly Option<string?> _html =
        new("--html") { Description = "Write the results as a page to look at: one HTML file.", HelpName = "FILE" };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_folder, _jobs, _resume, _force, _html])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The folder.</summary>
    /// <exception cref="InputException">Two options contradict each other, or the page cannot be written.</exception>
    public SweepFolder Folder(ParseResult result)
    {
        if (result.GetValue(_resume) && result.GetValue(_force))
        {
            throw new InputException("--resume",
                "and --force contradict each other: one goes on with the folder's results, the other begins anew");
        }

        AtomicFile.CheckTargets(result.GetValue(_html));
        return new SweepFolder(result.GetRequiredValue(_folder), result.GetValue(_resume), result.GetValue(_force));
    }

    /// <summary>Points at once.</summary>
    /// <exception cref="InputException">It is no number, or out of range.</exception>
    public int Jobs(ParseResult result) =>
        int.TryParse(result.GetRequiredValue(_jobs), NumberStyles.None, CultureInfo.InvariantCulture, out int threads)
            && threads <= MostJobs
            ? threads
            : throw new InputException("--jobs", $"'{result.GetValue(_jobs)}' is no whole number from 0 to {MostJobs}");

    /// <summary>The page; null for none.</summary>
    public string? Html(ParseResult result) => result.GetValue(_html);
}
