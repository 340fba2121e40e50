using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Tests.Specs;

/// <summary>An architecture read once gives the same designs as one read anew for each.</summary>
public sealed class ArchitectureStackTests
{
    public static TheoryData<string> Settings =>
    [
        "", "crossbar.rows=64", "crossbar.rows=32 sampler.lanes=rows", "constants.trng.bitEnergy=12", "constants.crossbar.tmr=2 adc.bits=4", "technology=TECHNOLOGY",
        "technology=TECHNOLOGY constants.trng.bitEnergy=1", "mesh.port=0,0 mesh.width=5",
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_design_of_a_stack_is_the_one_that_is_loaded_alone(string settings)
    {
        using var bench = new ConfigurationBench();
        string technology = Path.Combine(bench.Folder, "other.json");
        string text = File.ReadAllText(ConfigurationCatalog.Shipped().ResolveTechnology("spin-puma"));
        File.WriteAllText(technology, text.Replace("\"value\": 57,", "\"value\": 99,", StringComparison.Ordinal));
        string[] own = settings.Replace("TECHNOLOGY", technology, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ArchitectureStack stack = ArchitectureLoader.Open("all-spin", environment: new Dictionary<string, string> { ["SPINARCH_adc__bits"] = "6" });
        _ = stack.With(["crossbar.rows=17", "constants.trng.bitEnergy=3"]);
        _ = stack.With([$"technology={technology}"]);

        EffectiveConfiguration made = stack.With(own);
        EffectiveConfiguration loaded = ConfigurationBench.LoadWith(new Dictionary<string, string> { ["SPINARCH_adc__bits"] = "6" }, own);

        Assert.Equal(loaded.Values.AsEnumerable(), made.Values);
        Assert.Equal(loaded.Constants.AsEnumerable(), made.Constants);
        Assert.Equal(loaded.Layers.AsEnumerable(), made.Layers);
        Assert.Equal(loaded.Architecture.Hash, made.Architecture.Hash);
        Assert.Equal(loaded.Architecture.Technology.Constants.AsEnumerable(), made.Architecture.Technology.Constants);
        Assert.Equal(own.Any(setting => setting == $"technology={technology}") && own.Length == 1, made.Architecture.Technology["trng.bitEnergy"].Value == 99);
    }

    [Fact]
    public void A_setting_that_is_refused_leaves_the_stack_as_it_was()
    {
        ArchitectureStack stack = ArchitectureLoader.Open("all-spin");
        Assert.Throws<InputException>(() => stack.With(["crossbar.rows=0"]));
        Assert.Throws<InputException>(() => stack.With(["technology=nowhere"]));
        Assert.Equal(ConfigurationBench.Load().Values.AsEnumerable(), stack.With([]).Values);
    }
}
