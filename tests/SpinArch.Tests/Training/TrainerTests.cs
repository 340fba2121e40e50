using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Tests.Networks;
using SpinArch.Training;

namespace SpinArch.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly TrainingRecipe Short = new() { Epochs = 2 };

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public TrainerTests() => _data = ShippedData.MakeTrainingFolder(_folder, 2000);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_cut_after_an_epoch_and_resumed_ends_in_the_same_bytes(bool quantised)
    {
        TrainingRecipe recipe = quantised ? Short.Quantised() : Short;
        Make(recipe, 2).Run(checkpoint: _folder["whole.npz"]);

        using var cut = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            Make(recipe, 2).Run(new Callback(progress => cut.Cancel()), _folder["cut.npz"], cut.Token));
        Assert.NotEqual(File.ReadAllBytes(_folder["whole.npz"]), File.ReadAllBytes(_folder["cut.npz"]));
        Trainer resumed = Make(recipe, 2);
        resumed.Resume(_folder["cut.npz"]);
        Assert.Equal(1, resumed.Epoch);
        resumed.Run(checkpoint: _folder["cut.npz"]);
        Assert.Equal(File.ReadAllBytes(_folder["whole.npz"]), File.ReadAllBytes(_folder["cut.npz"]));
    }

    [Fact]
    public void Threads_do_not_change_a_byte_and_the_seed_does()
    {
        TrainingRecipe recipe = Short with { Epochs = 1 };
        Make(recipe, 1).Run(checkpoint: _folder["1.npz"]);
        Make(recipe, 3).Run(checkpoint: _folder["3.npz"]);
        Make(recipe with { Seed = 2 }, 1).Run(checkpoint: _folder["seed.npz"]);
        Assert.Equal(File.ReadAllBytes(_folder["1.npz"]), File.ReadAllBytes(_folder["3.npz"]));
        Assert.NotEqual(File.ReadAllBytes(_folder["1.npz"]), File.ReadAllBytes(_folder["seed.npz"]));
    }

    [Fact]
    public void Training_learns_and_is_written_whole()
    {
        var reports = new List<TrainingProgress>();
        var run = new TrainingRun { Recipe = Short with { Epochs = 6 }, DataFolder = _data, OutputFolder = _folder["out"] };
        TrainingResult result = run.Execute(new Callback(reports.Add));
        Assert.Equal(6, reports.Count);
        Assert.True(reports[^1].Loss < reports[0].Loss / 2, "the loss must fall");
        Assert.InRange(result.Test.Mean, 0.9, 1);
        Assert.InRange(result.TestQuantised.Mean, 0.85, 1);

        var weights = NumpyArchive.Read(Path.Combine(run.OutputFolder, "weights.npz"));
        Assert.Equal(
            ["calibration", "hidden1.mu", "hidden1.sigma", "hidden2.mu", "hidden2.sigma", "output.mu", "output.sigma"],
            weights.Arrays.Keys);
        Assert.Equal<int>([784, 200], weights["hidden1.mu"].Shape.AsEnumerable());
        Assert.Equal<int>([200, 10], weights["output.sigma"].Shape.AsEnumerable());
        Assert.Equal<int>([128, 784], weights["calibration"].Shape.AsEnumerable());
        Assert.All(weights["hidden1.sigma"].AsSingles(), sigma => Assert.True(sigma > 0));
        Assert.Contains("\"accuracy\"", File.ReadAllText(Path.Combine(run.OutputFolder, "recipe.json")), StringComparison.Ordinal);
        Assert.Contains("\"weights\": \"weights.npz\"", File.ReadAllText(Path.Combine(run.OutputFolder, "network.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_recipe_or_damaged_is_refused()
    {
        Make(Short with { Epochs = 1 }, 1).Run(checkpoint: _folder["c.npz"]);
        Assert.Contains("another recipe", Refused(() => Make(Short, 1).Resume(_folder["c.npz"])), StringComparison.Ordinal);
        Assert.Contains("missing.npz", Refused(() => Make(Short, 1).Resume(_folder["missing.npz"])), StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(_folder["c.npz"]);
        File.WriteAllBytes(_folder["cut.npz"], bytes[..(bytes.Length / 2)]);
        Assert.Contains("cut.npz", Refused(() => Make(Short, 1).Resume(_folder["cut.npz"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_recipes_and_data_are_refused()
    {
        Assert.Contains("epochs is 0; allowed is 1 to 10000", Refused(() => Make(Short with { Epochs = 0 }, 1)), StringComparison.Ordinal);
        Assert.Contains("klWeight is NaN", Refused(() => Make(Short with { KlWeight = double.NaN }, 1)), StringComparison.Ordinal);
        Assert.Contains("784 pixels", Refused(() => Make(Short with { Sizes = [100, 10] }, 1)), StringComparison.Ordinal);
        Assert.Contains("allowed is 0 to 4", Refused(() => Make(Short with { Sizes = [784, 5] }, 1)), StringComparison.Ordinal);
        var run = new TrainingRun { Recipe = Short, DataFolder = _folder["nowhere"], OutputFolder = _folder["out"] };
        Assert.Contains("data mnist", Refused(() => run.Execute()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 4)]
    [InlineData(1, 0, 1)]
    [InlineData(-1, 0, 7)]
    [InlineData(0, 1, 3)]
    [InlineData(0, -1, 5)]
    [InlineData(1, 1, 0)]
    [InlineData(3, 0, -1)]
    public void A_shift_moves_the_image_and_background_moves_in(int down, int right, int expectedCentre)
    {
        // A 3 x 3 image with pixel code 10 x (position + 1).
        byte[] image = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60, 70, 80, 90];
        File.WriteAllBytes(_folder["t10k-images-idx3-ubyte"], image);
        File.WriteAllBytes(_folder["t10k-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        var images = new TrainingImages(IdxDataSet.Read(_folder.Path, IdxSplit.Test), 9, 1);
        float[] row = new float[16];
        images.Fill(0, down, right, row);
        Assert.Equal((expectedCentre + 1) * 10 / 255f, row[4]);
        Assert.Equal(Math.Max(0, 3 - Math.Abs(down)) * Math.Max(0, 3 - Math.Abs(right)), row.Count(x => x > 0));
    }

    private static string Refused(Action action) => Assert.Throws<InputException>(action).Message;

    private Trainer Make(TrainingRecipe recipe, int threads) =>
        new(recipe, IdxDataSet.Read(_data, IdxSplit.Train), IdxDataSet.Read(_data, IdxSplit.Test), threads);

    private sealed class Callback(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
