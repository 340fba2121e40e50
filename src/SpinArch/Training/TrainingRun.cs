using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Training;

/// <summary>A training run from a folder of idx files to a folder with the trained network; what an interrupted run finished is kept in <c>checkpoint.npz</c>.</summary>
public sealed record TrainingRun
{
    /// <summary>What to train and how.</summary>
    public required TrainingRecipe Recipe { get; init; }

    /// <summary>The folder with the four MNIST files.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder for checkpoint and results; created if missing.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Whether to go on from the folder's checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>Trains, evaluates on ten sampled networks and writes the network.</summary>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancel">Stops the run; the last epoch's checkpoint stays.</param>
    /// <returns>The accuracy.</returns>
    /// <exception cref="InputException">Data, folder, recipe or checkpoint is wrong.</exception>
    public TrainingResult Execute(IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        if (!Directory.Exists(DataFolder))
        {
            throw new InputException(DataFolder, "no such folder; fetch MNIST with 'data mnist', or name the folder with the idx files by --data FOLDER");
        }

        var train = IdxDataSet.Read(DataFolder, IdxSplit.Train);
        var trainer = new Trainer(Recipe, train, IdxDataSet.Read(DataFolder, IdxSplit.Test));
        string checkpoint = Path.Combine(OutputFolder, "checkpoint.npz");
        if (Resume)
        {
            trainer.Resume(checkpoint);
        }

        CreateOutputFolder();
        trainer.Run(progress, checkpoint, cancel);
        TrainingResult result = trainer.Evaluate(cancel: cancel);
        TrainedNetwork.Write(OutputFolder, DefaultNames.Shipped().Network, trainer, train, result);
        return result;
    }

    private void CreateOutputFolder()
    {
        try
        {
            Directory.CreateDirectory(OutputFolder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException(OutputFolder, $"cannot be created ({error.Message.ReplaceLineEndings(" ")})", error);
        }
    }
}
