using System.Globalization;
using static SpinArch.Tests.Specs.ConfigurationBench;

namespace SpinArch.Tests.Specs;

public sealed class RefusedSettingTests
{
    [Theory]
    [InlineData("crossbar.columnReadUs=1", "crossbar.columnReadNs, in nanoseconds")]
    [InlineData("crossbar.columnRead=1", "crossbar.columnReadNs, in nanoseconds")]
    [InlineData("clock.periodPs=1000", "clock.periodNs, in nanoseconds")]
    [InlineData("crosbar.rows=1", "the nearest is crossbar.rows")]
    [InlineData("rows=1", "the nearest is crossbar.rows")]
    [InlineData("Crossbar.Rows=1", "the nearest is crossbar.rows")]
    [InlineData("adc.bit=1", "the nearest is adc.bits")]
    [InlineData("sampler.lane=1", "the nearest is sampler.lanes")]
    [InlineData("tecnology=x", "the nearest is technology")]
    [InlineData("constants.trng.bitEnergi=1", "the nearest is constants.trng.bitEnergy")]
    [InlineData("base=all-spin", "unknown key 'base'")]
    public void An_unknown_key_names_the_nearest_valid_one(string setting, string part)
    {
        string message = Refusal(() => Load(setting));

        Assert.StartsWith($"--set {setting}: unknown key '{setting[..setting.IndexOf('=', StringComparison.Ordinal)]}'", message,
            StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crossbar.rows=0", "from 1 to 65536, or \"unbounded\"")]
    [InlineData("crossbar.rows=65537", "from 1 to 65536")]
    [InlineData("crossbar.rows=auto", "or \"unbounded\"")]
    [InlineData("sampler.lanes=0", "or \"rows\"")]
    [InlineData("sampler.lanes=-1", "from 1 to 65536")]
    [InlineData("sampler.bits=17", "from 1 to 16")]
    [InlineData("sampler.variables=65", "from 1 to 64")]
    [InlineData("weight.meanBits=8", "from 1 to 7")]
    [InlineData("neuron.bits=9", "from 1 to 8")]
    [InlineData("dac.bits=13", "from 1 to 12")]
    [InlineData("adc.bits=8.5", "a whole number from 1 to 16")]
    [InlineData("adc.bits=", "a whole number from 1 to 16")]
    [InlineData("adc.bits=1e400", "a whole number from 1 to 16")]
    [InlineData("adc.bits=99999999999999999999999999", "a whole number from 1 to 16")]
    [InlineData("adc.lossless=1", "true or false")]
    [InlineData("link.flitBits=40", "a multiple of 16 from 32 to 1024")]
    [InlineData("link.flitBits=16", "a multiple of 16 from 32 to 1024")]
    [InlineData("latch.banks=17", "from 1 to 16")]
    [InlineData("sequencer.queueDepth=1025", "from 1 to 1024")]
    [InlineData("crossbar.columnReadNs=0", "from 0.001 to 1000000")]
    [InlineData("clock.periodNs=0", "from 0.001")]
    [InlineData("adc.intervalNs=0", "from 0.001")]
    [InlineData("link.hopNs=0", "from 0.001")]
    [InlineData("link.flitNs=-1", "from 0.001")]
    [InlineData("sampler.resetNs=-0.001", "from 0 to 1000000")]
    [InlineData("crossbar.columnReadNs=1000000.001", "to 1000000")]
    [InlineData("crossbar.columnReadNs=NaN", "is no number")]
    [InlineData("crossbar.columnReadNs=Infinity", "is no number")]
    [InlineData("crossbar.columnReadNs=ten", "is no number")]
    [InlineData("crossbar.columnReadNs=0x10", "is no number")]
    [InlineData("crossbar.columnReadNs=10 ns", "is no number")]
    [InlineData("crossbar.columnReadNs=1,5", "is no number")]
    [InlineData("crossbar.columnReadNs=0.3333", "no whole number of picoseconds")]
    [InlineData("crossbar.columnReadNs=1e-4", "no whole number of picoseconds")]
    [InlineData("sampler.relaxNs=1e-40", "no whole number of picoseconds")]
    [InlineData("crossbar.columnReadNs=1.0000000000000000000000000000001", "no whole number of picoseconds")]
    [InlineData("crossbar.columnSum=analog", "\"digital\" or \"neuron\"")]
    [InlineData("mapping.placement=row-major", "\"rowMajor\" or \"snake\"")]
    [InlineData("mapping.muReuse=yes", "true or false")]
    [InlineData("mesh.port=1", "[x, y] in a file and x,y elsewhere")]
    [InlineData("mesh.port=1,2,3", "two whole numbers")]
    [InlineData("mesh.port=-1,0", "from 0 to 1023")]
    [InlineData("activity.meanLevel=1.01", "a number from 0 to 1")]
    [InlineData("activity.meanSquareDrive=NaN", "a number from 0 to 1")]
    [InlineData("constants.trng.bitEnergy=-1", "in fJ")]
    [InlineData("constants.crossbar.unityResistance=0", "a number from 1 to 1e12, in ohm")]
    [InlineData("constants.crossbar.supply=1e12", "a number from 0.001 to 1000, in V")]
    [InlineData("constants.dac.power=1e9", "0, or a number from 1e-9 to 1e6, in mW")]
    [InlineData("constants.dac.power=1e-12", "0, or a number from 1e-9 to 1e6, in mW")]
    [InlineData("constants.dac.bitScaling=2", "0 or 1")]
    [InlineData("constants.peripheral.accessTime=0.0004", "from 0.001 to 1e6, in ns, to a whole picosecond (0.001)")]
    [InlineData("constants.edram.accessTime=1.0005", "to a whole picosecond (0.001)")]
    public void A_value_that_is_not_allowed_says_what_is(string setting, string part)
    {
        string message = Refusal(() => Load(setting));

        Assert.StartsWith($"--set {setting}: ", message, StringComparison.Ordinal);
        Assert.Contains("allowed: ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crossbar.columnReadNs=0.333", 333)]
    [InlineData("crossbar.columnReadNs=0.3", 300)]
    [InlineData("crossbar.columnReadNs=1e6", 1_000_000_000)]
    [InlineData("crossbar.columnReadNs=0.001", 1)]
    [InlineData("crossbar.columnReadNs=12.5", 12_500)]
    public void A_time_is_exact_in_picoseconds(string setting, long picoseconds) =>
        Assert.Equal(picoseconds, Load(setting).Architecture.Crossbar.ColumnRead.Value);

    [Theory]
    [InlineData("crossbar.rows", "write KEY=VALUE")]
    [InlineData("=5", "write KEY=VALUE")]
    [InlineData("", "write KEY=VALUE")]
    public void A_setting_without_key_or_value_is_refused(string setting, string part) =>
        Assert.Contains(part, Refusal(() => Load(setting)), StringComparison.Ordinal);

    [Fact]
    public void A_sampler_that_takes_no_time_is_refused()
    {
        Assert.Contains("takes no time", Refusal(() => Load("sampler.resetNs=0", "sampler.relaxNs=0", "sampler.rowReadNs=0")),
            StringComparison.Ordinal);
        Assert.Equal(0, Load("sampler.resetNs=0", "sampler.relaxNs=0").Architecture.Sampler.Reset.Value);
    }

    [Fact]
    public void Arrays_that_take_turns_have_no_spread_from_junction_to_junction()
    {
        Assert.Contains("which array's junctions draw a bit is not modelled; set sampler.arrays to 1 or device.trngBiasSpread to 0",
            Refusal(() => Load("sampler.arrays=2", "device.trngBiasSpread=0.01")), StringComparison.Ordinal);
        Assert.Equal(2, Load("sampler.arrays=2", "device.trngBias=0.01").Architecture.Sampler.Arrays);
        Assert.Equal(0.01, Load("device.trngBiasSpread=0.01").Architecture.Device.TrngBiasSpread);
    }

    [Theory]
    [InlineData("4,0", "mesh.width = 4 allows 0 to 3")]
    [InlineData("0,2", "mesh.height = 2 allows 0 to 1")]
    public void A_port_outside_the_mesh_is_refused(string port, string part) =>
        Assert.Contains(part, Refusal(() => Load("mesh.width=4", "mesh.height=2", $"mesh.port={port}")), StringComparison.Ordinal);

    [Fact]
    public void A_comma_decimal_culture_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        EffectiveConfiguration expected = Load("crossbar.columnReadNs=12.5", "activity.meanLevel=0.25");
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            EffectiveConfiguration actual = Load("crossbar.columnReadNs=12.5", "activity.meanLevel=0.25");

            Assert.Equal(12_500, actual.Architecture.Crossbar.ColumnRead.Value);
            Assert.Equal(expected.Architecture.Hash, actual.Architecture.Hash);
            Assert.Equal(ConfigurationReport.ToJson(expected), ConfigurationReport.ToJson(actual));
            Assert.Contains("is no number", Refusal(() => Load("crossbar.columnReadNs=12,5")), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("SPINARCH_crossbar__rowz", "1", "unknown key 'crossbar.rowz'; the nearest is crossbar.rows")]
    [InlineData("SPINARCH_crossbar__rows", "0", "out of range")]
    [InlineData("SPINARCH_crossbar_rows", "64", "two underscores")]
    [InlineData("SPINARCH_adc__bits", "", "a whole number from 1 to 16")]
    [InlineData("SPINARCH_crosbar_rows", "64", "the nearest is SPINARCH_crossbar__rows")]
    [InlineData("SPINARCH_ROWS", "64", "the nearest is SPINARCH_crossbar__rows")]
    [InlineData("SPINARCH_technologies", "x", "the nearest is SPINARCH_technology")]
    [InlineData("SPINARCH_constants_trng_bitEnergy", "64", "write two underscores for each dot: SPINARCH_constants__trng__bitEnergy")]
    [InlineData("SPINARCH_constants__trng__bitEnergi", "64", "the nearest is constants.trng.bitEnergy")]
    [InlineData("spinarch_adc.bits", "4", "SPINARCH_adc__bits")]
    public void A_wrong_environment_variable_is_named(string name, string value, string part)
    {
        string message = Refusal(() => LoadWith(new Dictionary<string, string> { [name] = value }));

        Assert.StartsWith($"environment variable {name}: ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_that_are_no_keys_are_left_alone() =>
        Assert.Equal(Load().Architecture.Hash,
            LoadWith(new Dictionary<string, string>
            {
                ["SPINARCH_BLESS"] = "1",
                ["SPINARCH_debug"] = "1",
                ["SPINARCHIVE"] = "1",
                ["HOME"] = "x"
            }).Architecture.Hash);

    [Fact]
    public void One_key_with_two_values_in_a_layer_is_refused()
    {
        var twice = new Dictionary<string, string> { ["SPINARCH_adc__bits"] = "4", ["SPINARCH_ADC__BITS"] = "5" };

        Assert.Contains("contradicts environment variable", Refusal(() => LoadWith(twice)), StringComparison.Ordinal);
        Assert.Contains("'5' contradicts --set adc.bits=4", Refusal(() => Load("adc.bits=4", "adc.bits=5")), StringComparison.Ordinal);
        Assert.Contains("contradicts", Refusal(() => Load("constants.trng.bitEnergy=4", "constants.trng.bitEnergy=5")),
            StringComparison.Ordinal);
        Assert.Contains("contradicts", Refusal(() => Load("technology=spin-puma", "technology=other")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_below_an_override_is_still_found() =>
        Assert.StartsWith(
            "environment variable SPINARCH_adc__bits",
            Refusal(() => LoadWith(new Dictionary<string, string> { ["SPINARCH_adc__bits"] = "0" }, "adc.bits=4")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("all-spinn", "did you mean all-spin?")]
    [InlineData("", "did you mean")]
    [InlineData("./all-spin", "neither a known name nor a file")]
    public void An_unknown_architecture_names_the_nearest(string name, string part) =>
        Assert.Contains(part, Refusal(() => LoadFile(name)), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_technology_names_the_nearest() =>
        Assert.Contains("did you mean spin-puma?", Refusal(() => Load("technology=spin-pumas")), StringComparison.Ordinal);

    [Fact]
    public void A_message_stays_one_line_whatever_the_user_wrote() =>
        Assert.Contains("unknown key", Refusal(() => Load("a\nb\rc" + new string('x', 10_000) + "=1")), StringComparison.Ordinal);
}
