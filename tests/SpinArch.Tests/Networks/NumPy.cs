using System.Diagnostics;

namespace SpinArch.Tests.Networks;

/// <summary>The real NumPy as an independent oracle. Its absence fails the test: a skipped oracle proves nothing.</summary>
internal static class NumPy
{
    public const string Python = "/usr/bin/python3";

    /// <summary>Runs a script with NumPy imported as np; arguments arrive in sys.argv[1:]. Returns standard output, trimmed.</summary>
    public static string Run(string script, params string[] arguments)
    {
        Assert.True(File.Exists(Python), $"{Python} is missing; these tests need Debian's python3-numpy");
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("import sys, numpy as np\n" + script);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{Python} with NumPy (Debian's python3-numpy) failed: {errors.Result}");
        return output.Trim();
    }
}
