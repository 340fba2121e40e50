using System.Diagnostics;
using System.Security.Cryptography;
using SpinArch.Networks;

namespace SpinArch.Training;

/// <summary>
/// Bayes by Backprop: minimises mean cross-entropy + KL weight x KL(q || prior) / images by Adam. A run is a pure function of recipe and
/// images; after every epoch it can be saved, and a run resumed from there ends in the same bytes.
/// </summary>
public sealed class Trainer
{
    private readonly TrainingRecipe _recipe;
    private readonly TrainingImages _train;
    private readonly TrainingImages _test;
    private readonly VariationalNetwork _network;
    private readonly ParallelOptions _work;

    /// <summary>Prepares a run from its start.</summary>
    /// <param name="recipe">What to train and how.</param>
    /// <param name="train">Training images.</param>
    /// <param name="test">Test images, for progress and the final figures only.</param>
    /// <param name="threads">Threads to use, 0 for all; never changes a result.</param>
    /// <exception cref="Files.InputException">The recipe is out of range or does not fit the images.</exception>
    public Trainer(TrainingRecipe recipe, IdxDataSet train, IdxDataSet test, int threads = 0)
    {
        recipe.Validate();
        _recipe = recipe;
        _train = new TrainingImages(train, recipe.Sizes[0], recipe.Sizes[^1]);
        _test = new TrainingImages(test, recipe.Sizes[0], recipe.Sizes[^1]);
        _work = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : -1 };
        _network = new VariationalNetwork(recipe, _work);
        DataHash = HashOf(train);
    }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>SHA-256 of the training images and labels.</summary>
    internal string DataHash { get; }

    internal TrainingRecipe Recipe => _recipe;

    internal IReadOnlyList<VariationalLayer> Layers => _network.Layers;

    /// <summary>Runs the epochs that are left.</summary>
    /// <param name="progress">Told after every epoch; null for silence.</param>
    /// <param name="checkpoint">The file to save after every epoch, whole or not at all; null for none.</param>
    /// <param name="cancel">Stops the run at the next step; what the last checkpoint holds is kept.</param>
    public void Run(IProgress<TrainingProgress>? progress = null, string? checkpoint = null, CancellationToken cancel = default)
    {
        int first = Epoch;
        var watch = Stopwatch.StartNew();
        while (Epoch < _recipe.Epochs)
        {
            (double loss, double accuracy) = RunEpoch(cancel);
            Epoch++;
            if (checkpoint is not null)
            {
                TrainingCheckpoint.Save(checkpoint, this);
            }

            if (progress is not null)
            {
                bool quantised = _recipe.MeanBits > 0;
                double test = new NetworkAccuracy(_recipe, Layers, _work).OfSample(_test, 0, quantised);
                TimeSpan left = watch.Elapsed * ((double)(_recipe.Epochs - Epoch) / (Epoch - first));
                progress.Report(new TrainingProgress(Epoch, _recipe.Epochs, loss, accuracy, test, left));
            }
        }
    }

    /// <summary>Runs on from a saved epoch.</summary>
    /// <param name="checkpoint">The file.</param>
    /// <exception cref="Files.InputException">The file is damaged or belongs to another recipe.</exception>
    public void Resume(string checkpoint) => Epoch = TrainingCheckpoint.Load(checkpoint, this);

    /// <summary>Accuracy over sampled networks on the test and training images, in floating point and on quantised weights and neurons.</summary>
    /// <param name="samples">Networks to sample.</param>
    /// <param name="cancel">Stops it between two networks.</param>
    /// <returns>The figures.</returns>
    public TrainingResult Evaluate(int samples = 10, CancellationToken cancel = default)
    {
        var accuracy = new NetworkAccuracy(_recipe, Layers, _work);
        return new TrainingResult
        {
            Train = AccuracyFigures.Of(accuracy, _train, samples, quantised: false, cancel),
            Test = AccuracyFigures.Of(accuracy, _test, samples, quantised: false, cancel),
            TrainQuantised = AccuracyFigures.Of(accuracy, _train, samples, quantised: true, cancel),
            TestQuantised = AccuracyFigures.Of(accuracy, _test, samples, quantised: true, cancel),
        };
    }

    private static string HashOf(IdxDataSet data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(data.Images.Pixels);
        hash.AppendData([.. Enumerable.Range(0, data.Count).Select(image => (byte)data.Labels[image])]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private (double Loss, double Accuracy) RunEpoch(CancellationToken cancel)
    {
        int count = _train.Count;
        int steps = (count + _recipe.BatchSize - 1) / _recipe.BatchSize;
        int[] order = new DrawStream(_recipe.Seed, DrawPurpose.Order, Epoch).Permutation(count);
        int[] shifts = new DrawStream(_recipe.Seed, DrawPurpose.Shift, Epoch).Below(2 * count, (2 * _recipe.Shift) + 1);
        int[] labels = new int[_recipe.BatchSize];
        double loss = 0;
        int right = 0;
        for (int step = 0; step < steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            int from = step * _recipe.BatchSize;
            int rows = Math.Min(_recipe.BatchSize, count - from);
            for (int row = 0; row < rows; row++)
            {
                int image = order[from + row];
                _train.Fill(image, shifts[2 * image] - _recipe.Shift, shifts[(2 * image) + 1] - _recipe.Shift, _network.InputRow(row));
                labels[row] = _train.Label(image);
            }

            int t = checked((Epoch * steps) + step);
            (double stepLoss, int stepRight) = _network.Gradient(labels.AsSpan(0, rows), t);
            loss += stepLoss;
            right += stepRight;
            Update(t, (long)_recipe.Epochs * steps);
        }

        return (loss / count, (double)right / count);
    }

    private void Update(long step, long steps)
    {
        (float first, float second) = VariationalLayer.Corrections(step + 1);
        float rate = (float)(_recipe.LearningRate * CosineSchedule.At(step, steps)) * first;
        foreach (VariationalLayer layer in Layers)
        {
            layer.Update(_work, rate, second, (float)(_recipe.KlWeight / _train.Count), (float)_recipe.PriorSigma);
        }
    }
}
