using SpinArch.Estimation;
using SpinArch.Reports;
using SpinArch.Specs;
using SpinArch.Tests.Hardware;
using static SpinArch.Tests.Specs.ConfigurationBench;

namespace SpinArch.Tests.Specs;

/// <summary>A paper's figures stand beside the paper's chip with the paper's workload, and beside nothing else.</summary>
public sealed class PublishedFiguresTests : IDisposable
{
    private const string Figures = """
        { "citation": "Somebody, 2030", "layers": [20, 5], "data": { "mine": "my images" },
          "figures": { "energyNj": { "value": 1.5, "source": "table 1", "note": "of one array" }, "idealAccuracyPercent": { "value": 90, "source": "table 2" } } }
        """;

    private readonly ConfigurationBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData(true, new[] { 20, 5 })]
    [InlineData(false, new[] { 20, 6 })]
    [InlineData(false, new[] { 20, 5, 5 })]
    [InlineData(true, new[] { 20, 5 }, "crossbar.rows=128", "constants.adc.bits=8")]
    [InlineData(false, new[] { 20, 5 }, "crossbar.rows=64")]
    [InlineData(false, new[] { 20, 5 }, "device.stuckOff=0.01")]
    [InlineData(false, new[] { 20, 5 }, "constants.trng.bitEnergy=40")]
    public void A_report_has_them_for_that_architecture_and_network(bool isShown, int[] sizes, params string[] settings)
    {
        EnergyReport energy = Estimate(LoadFile(Chip(), settings).Architecture, sizes).EnergyNj;

        Assert.Equal(isShown, energy.Reconstruction is not null);
        if (energy.Reconstruction is { } published)
        {
            Assert.Equal((1.5, "of one array", "Somebody, 2030"), (published.PublishedNj, published.Note, published.Citation));
            Assert.Null(published.BaselineNj);
            Assert.Equal(energy.PaperScope / published.ImageSamples, published.ReconstructionNj, 9);
        }
    }

    [Fact]
    public void A_file_above_the_architecture_takes_them_away()
    {
        string user = bench.Write("user.json", """{ "vector": { "width": 4 } }""");

        Assert.NotNull(ArchitectureLoader.Load(Chip(), environment: new Dictionary<string, string>()).Architecture.Published);
        Assert.Null(ArchitectureLoader.Load(Chip(), [], user, new Dictionary<string, string>()).Architecture.Published);
        Assert.Null(ArchitectureLoader.Load(Chip(),
            environment: new Dictionary<string, string> { ["SPINARCH_VECTOR__WIDTH"] = "4" }).Architecture.Published);
    }

    [Theory]
    [InlineData("all-spin", false)]
    [InlineData("all-spin-ideal", true)]
    [InlineData("all-spin-balanced", false)]
    public void The_papers_energy_is_shown_on_its_ideal_arrays_only(string architecture, bool isShown) => Assert.Equal(
        isShown,
        Estimate(ArchitectureLoader.Load(architecture, environment: new Dictionary<string, string>()).Architecture,
            [784, 200, 200, 10]).EnergyNj.Reconstruction is not null);

    [Theory]
    [InlineData("mine", 1)]
    [InlineData("other", 0)]
    [InlineData("", 0)]
    public void Accuracies_are_shown_for_those_images(string data, int count) =>
        Assert.Equal(count, LoadFile(Chip()).Architecture.Published!.AccuraciesOf([20, 5], data).Count());

    [Theory]
    [InlineData("""{ "layers": [20, 5], "figures": { "energyNj": { "value": 1, "source": "x" } } }""", "lacks one of citation")]
    [InlineData("""{ "citation": "c", "layers": [20, 5], "figures": { "energyNj": { "value": 1 } } }""", "needs \"value\" and \"source\"")]
    [InlineData("""{ "citation": "c", "layers": [20, 5], "figures": { "energyPj": { "value": 1, "source": "x" } } }""", "unknown key 'figures.energyPj.value'")]
    [InlineData("""{ "citation": "c", "layers": [20, 5], "figures": { "energyNj": { "value": -1, "source": "x" } } }""", "allowed: a number above 0")]
    [InlineData("""{ "citation": "c", "layers": [20, 5], "figures": { "energyNj": { "value": "1", "source": "x" } } }""", "allowed: a number above 0")]
    [InlineData("""{ "citation": "c", "layers": [20], "figures": { "energyNj": { "value": 1, "source": "x" } } }""", "layers = [20]")]
    [InlineData("""{ "citation": "c", "layers": [20, 0], "figures": { "energyNj": { "value": 1, "source": "x" } } }""", "layers = [20,0]")]
    [InlineData("""{ "citation": "c", "layers": "many", "figures": { "energyNj": { "value": 1, "source": "x" } } }""", "layers = \"many\"")]
    [InlineData("""{ "citation": 3, "layers": [20, 5], "figures": { "energyNj": { "value": 1, "source": "x" } } }""", "citation = 3")]
    public void The_schema_and_the_program_refuse_the_same_file(string text, string said)
    {
        string path = bench.Write("published.json", text);

        Assert.NotEqual("", SchemaCheck.Errors(RepositoryFile.PathOf("configs/published.schema.json"), path));
        Assert.Contains(said, Refusal(() => PublishedFile.Read(path)), StringComparison.Ordinal);
    }

    private static RunReport Estimate(ArchitectureSpec spec, int[] sizes) =>
        new EstimateJob { Spec = spec, Graph = Simulated.Timing(sizes), Samples = 3, Inputs = 2 }.Run();

    private string Chip()
    {
        bench.Write("mine/published.json", Figures);
        return bench.Write("mine/architecture.json", """{ "base": "all-spin" }""");
    }
}
