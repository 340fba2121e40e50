using SpinArch.Specs;

namespace SpinArch.Tests.Specs;

/// <summary>Keys that leave a program as it is say what they are set to, and what half and twice that would be.</summary>
public sealed class ScaledKeyTests
{
    [Theory]
    [InlineData("all-spin")]
    [InlineData("in-cell")]
    [InlineData("spindrop")]
    [InlineData("vibnn")]
    public void Every_key_that_keeps_the_program_is_read_back_as_it_was_set(string architecture)
    {
        (ArchitectureSpec spec, IReadOnlyDictionary<string, string> set) = Load(architecture);
        ConfigurationKey[] keys = [.. ComponentCatalog.KeysOf(ComponentCatalog.Of(spec)).Where(key => key.KeepsProgram)];

        Assert.NotEmpty(keys);
        foreach (ConfigurationKey key in keys)
        {
            string text = key.TextOf(spec)!;
            Assert.Equal(key.TextOf(key.Apply(spec, set[key.Name])), text);
            Assert.All([false, true], isTwice => Assert.True(key.Scaled(spec, isTwice) is not { } scaled
                || key.TextOf(key.Apply(spec, scaled)) == scaled, key.Name));
        }
    }

    [Theory]
    [InlineData("adc.latencyNs", "3", "1.5", "6")]
    [InlineData("adc.latencyNs", "0", null, null)]
    [InlineData("sampler.banks", "1", null, "2")]
    [InlineData("sampler.banks", "16", "8", null)]
    [InlineData("sampler.lanes", "unbounded", null, null)]
    [InlineData("sampler.lanes", "128", "64", "256")]
    [InlineData("vector.width", "5", "2", "10")]
    public void Half_and_twice_are_values_that_the_key_allows(string name, string value, string? half, string? twice)
    {
        ConfigurationKey key = KeyTable.Find(name)!;
        ArchitectureSpec spec = key.Apply(Load("all-spin").Spec, value);

        Assert.Equal((half, twice), (key.Scaled(spec, isTwice: false), key.Scaled(spec, isTwice: true)));
    }

    private static (ArchitectureSpec Spec, IReadOnlyDictionary<string, string> Set) Load(string name)
    {
        EffectiveConfiguration configuration = ArchitectureLoader.Load(name, [], environment: new Dictionary<string, string>());
        return (configuration.Architecture, configuration.Values.ToDictionary(value => value.Key, value => value.Value));
    }
}
