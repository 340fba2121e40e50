using System.CommandLine;
using SpinArch.Files;
using SpinArch.Training;

namespace SpinArch.Cli.Verbs;

/// <summary><c>train</c>: learns the shipped network anew from MNIST.</summary>
internal static class TrainVerb
{
    private const int MostEpochs = 10_000;

    /// <summary>Makes the command.</summary>
    /// <returns><c>train</c>.</returns>
    public static Command Create()
    {
        var defaults = new TrainingRecipe();
        var data = Text("--data", "The folder with the four idx files of MNIST (see 'data mnist').", "FOLDER", DataVerb.DefaultFolder);
        var output = Text("--out", "The folder for weights.npz, network.json, recipe.json and the checkpoint.", "FOLDER", "data/trained");
        var epochs = new Option<int>("--epochs")
        {
            Description = "Passes over the training images.",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.Epochs,
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "The seed of every draw: the same seed gives the same bytes.",
            HelpName = "X",
            DefaultValueFactory = _ => defaults.Seed,
        };
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint in the output folder." };
        var quantised = new Option<bool>("--quantised")
        {
            Description = "Round weights to 4 bits and hidden activations to 3 bits in the forward pass (straight-through).",
        };
        var train = new Command(
            "train",
            """
            Train the 784-200-200-10 Bayesian network on MNIST by Bayes by Backprop.

            Examples:
              train --out data/trained
              train --quantised --seed 7 --out data/quantised
              train --resume --out data/trained
            """)
        { data, output, epochs, seed, resume, quantised };
        train.SetAction((result, cancel) =>
        {
            int passes = result.GetValue(epochs);
            if (passes is < 1 or > MostEpochs)
            {
                throw new InputException("--epochs", $"{passes}: allowed are 1 to {MostEpochs}");
            }

            TrainingRecipe recipe = defaults with { Epochs = passes, Seed = result.GetValue(seed) };
            var run = new TrainingRun
            {
                Recipe = result.GetValue(quantised) ? recipe.Quantised() : recipe,
                DataFolder = result.GetRequiredValue(data),
                OutputFolder = result.GetRequiredValue(output),
                Resume = result.GetValue(resume),
            };

            // Off the invoking thread, so that Ctrl-C finds it listening and the last epoch's checkpoint is announced.
            return Task.Run(() => TrainingConsole.Execute(run, cancel), CancellationToken.None);
        });
        return train;
    }

    private static Option<string> Text(string name, string description, string help, string value) => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => value,
    };
}
