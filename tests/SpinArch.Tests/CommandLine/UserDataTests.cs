using SpinArch.Specs;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.CommandLine;

/// <summary>Data sets as NumPy users save them, through every verb that takes one: the same answers as from the idx files.</summary>
[Collection(ConsoleTests.Name)]
public sealed class UserDataTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(ConfigurationCatalog.Shipped().Root, "networks", "mnist-100");

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("savez", "x", "y")]
    [InlineData("savez_compressed", "x.reshape(-1, 1, 28, 28)", "y.astype('i8')")]
    [InlineData("savez_compressed", "(x / 255).astype('f4')", "y.astype('>i4').reshape(-1, 1)")]
    [InlineData("savez", "(x / 255).reshape(-1, 784)", "y.astype('f8')")]
    [InlineData("savez", "x.astype('>i2')[..., None]", "y.astype('u2')")]
    [InlineData("savez", "np.asfortranarray(x.astype('i8'))", "y")]
    public void Every_form_of_images_and_labels_gives_what_the_idx_files_give(string save, string images, string labels)
    {
        string data = Save(save, $"images={images}, labels={labels}, names=np.array(['zero', 'one']), ok=np.array([True])");

        Assert.Equal(Predictions("--data", Shipped), Predictions("--data", data));
        Assert.Equal(Run("--data", Shipped), Run("--data", data));
    }

    [Fact]
    public void Ablation_tradeoff_and_other_data_take_an_archive()
    {
        string data = Save("savez", "images=x / 255, labels=y.astype('i8')");
        string unlabelled = Save("savez", "images=x[::-1]", "other.npz");
        foreach (string[] verb in (string[][])
        [
            ["ablation", "--images", "3", "--samples", "1", "--csv"], ["tradeoff", "--images", "3", "--samples", "1,2", "--csv"],
        ])
        {
            Assert.Equal(0, Invocation.Of([.. verb, scratch["idx.csv"], "--data", Shipped]).ExitCode);
            Assert.Equal(0, Invocation.Of([.. verb, scratch["npz.csv"], "--data", data]).ExitCode);
            Assert.Equal(File.ReadAllText(scratch["idx.csv"]), File.ReadAllText(scratch["npz.csv"]));
        }

        Invocation apart = Invocation.Of("infer", "--images", "3", "--samples", "1", "--data", data, "--ood", $"rotated,{unlabelled}");
        Assert.True(apart.ExitCode == 0, apart.Error);
        Assert.Contains("other.npz", apart.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("images=x.astype('f4'), labels=y", "at element", "real pixels lie in [0, 1]")]
    [InlineData("images=-x.astype('i2'), labels=y", "at element", "whole pixels lie in 0 to 255")]
    [InlineData("images=np.where(x > 9, np.nan, 0.), labels=y", "has NaN at element", "[0, 1]")]
    [InlineData("images=x, labels=y.astype('i8') - 1", "array 'labels'", "has -1 at element")]
    [InlineData("images=x, labels=y + 3", "label", "allowed is 0 to 9")]
    [InlineData("images=x, labels=y + .5", "array 'labels'", "has 7.5 at element 0; labels are whole numbers")]
    [InlineData("images=x, labels=y[1:]", "array 'labels'", "has shape (99,); 100 images need (100,)")]
    [InlineData("images=x, labels=np.eye(10)[y]", "array 'labels'", "has shape (100, 10)")]
    [InlineData("images=x[:, 1:], labels=y", "756", "784")]
    [InlineData("images=x, labels=y.astype(str)", "array 'labels'", "are not read")]
    [InlineData("images=np.float64(3), labels=y", "array 'images'", "has shape ()")]
    [InlineData("x_test=x, y_test=y", "no array 'images'", "x_test")]
    public void What_is_no_image_or_label_is_refused_by_both_paths(string arrays, string place, string complaint)
    {
        string data = Save("savez", arrays);
        foreach (string[] line in (string[][])[["run", "--data", data], ["infer", "--data", data, "--images", "2"]])
        {
            Invocation refused = Invocation.Of(line);
            refused.AssertRefused(place.All(char.IsDigit) ? complaint : place);
            Assert.Contains(complaint, refused.Error, StringComparison.Ordinal);
            Assert.Equal(1, refused.ErrorLines);
        }
    }

    private string Save(string save, string arrays, string name = "d.npz")
    {
        NumPy.Run(
            $"""
            x = np.frombuffer(open(sys.argv[2] + '/t10k-images-idx3-ubyte', 'rb').read()[16:], np.uint8).reshape(-1, 28, 28)
            y = np.frombuffer(open(sys.argv[2] + '/t10k-labels-idx1-ubyte', 'rb').read()[8:], np.uint8)
            np.{save}(sys.argv[1], {arrays})
            """,
            scratch[name],
            Shipped);
        return scratch[name];
    }

    private string Predictions(params string[] data)
    {
        Invocation ran = Invocation.Of(["infer", "--images", "4", "--samples", "2", "--predictions", scratch["p.csv"], .. data]);
        Assert.True(ran.ExitCode == 0, ran.Error);
        return File.ReadAllText(scratch["p.csv"]);
    }

    private static string Run(params string[] data)
    {
        Invocation ran = Invocation.Of(["run", "--inputs", "2", "--samples", "1", "--output", "json", .. data]);
        Assert.True(ran.ExitCode == 0, ran.Error);
        string[] lines = ran.Output.Split('\n');
        int from = Array.FindIndex(lines, line => line.Contains("\"predictions\"", StringComparison.Ordinal));
        int to = Array.FindIndex(lines, line => line.Contains("\"simulation\"", StringComparison.Ordinal));
        return string.Join('\n', lines[from..to]);
    }
}
