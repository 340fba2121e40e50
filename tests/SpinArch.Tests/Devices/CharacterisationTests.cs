using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SpinArch.Devices;
using SpinArch.Energy;
using SpinArch.Specs;
using SpinArch.Tests.CommandLine;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Devices;

/// <summary>From a device to the files of a chip, and from these to its report.</summary>
[Collection(ConsoleTests.Name)]
public sealed class CharacterisationTests : IDisposable
{
    private readonly Scratch scratch = new();

    [Fact]
    public void The_published_device_derives_the_constants_that_follow_from_it()
    {
        Invocation ran = Invocation.Of(
            "device", "characterise", "--trials", "200", "--settled", "0.9", "--out", scratch["t.json"], "--config-out", scratch["c.json"],
            "--output", "json");
        Assert.True(ran.ExitCode == 0, ran.Error);
        TechnologySpec technology = TechnologyFile.Read(scratch["t.json"]);
        TechnologySpec puma = TechnologyFile.Read(ConfigurationCatalog.Shipped().ResolveTechnology("spin-puma"));

        Assert.Equal(57, technology["trng.bitEnergy"].Value, 0.01);
        Assert.StartsWith(
            "derived by device characterise all-spin --trials 200 --seed 1 --settled 0.9: I^2 R t = (140 uA)^2", technology[
            "trng.bitEnergy"].Source, StringComparison.Ordinal);
        Assert.True(technology["trng.bitEnergy"].Assumption);
        Assert.Equal(4e-9, technology["trng.area"].Value, 1e-15);
        Assert.Equal(3, technology["crossbar.tmr"].Value);
        Assert.False(technology["crossbar.tmr"].Assumption);
        Assert.Equal(320e-6 * 30e-6, technology["crossbar.cellArea"].Value, 1e-15);

        // 40 uA move the wall 161 nm in 1 ns: a little less does for 160, and two pulses for 320.
        Assert.InRange(technology["neuron.current"].Value, 39.3, 40);
        Assert.Equal(40e-6 * 40e-6 * 8272 * 1e-9 * 320 / 161.3 * 1e15, technology["crossbar.programEnergy"].Value, 0.1);
        Assert.Equal(
            Math.Pow(technology["neuron.current"].Value * 1e-6, 2) * 4136 * 1e-9 * 1e15, technology["neuron.writeEnergy"].Value, 0.01);

        // The times and widths for which those energies hold, without which a faster or wider device is charged by the other one's.
        Assert.Equal(1, technology["trng.resetTime"].Value);
        Assert.Equal(320 / 161.3, technology["crossbar.writeTime"].Value, 0.01);
        Assert.Equal(4, technology["crossbar.trackBits"].Value);
        Assert.Equal(3, technology["neuron.trackBits"].Value);
        foreach (TechnologyKey key in TechnologyTable.All.Where(key => key.Name.Split('.')[0] is not ("trng" or "crossbar" or "neuron")))
        {
            Assert.Equal(puma[key.Name], technology[key.Name]);
        }

        // The reading time is that of 90 % of the trials, in whole picoseconds. The bias is that of a read at this moment: half of those
        // that have not settled, and of some more that have wandered back.
        using JsonDocument keys = JsonDocument.Parse(File.ReadAllText(scratch["c.json"]));
        double relaxNs = keys.RootElement.GetProperty("sampler").GetProperty("relaxNs").GetDouble();
        Assert.InRange(relaxNs, 41, 53);
        Assert.Equal(relaxNs, technology["trng.relaxTime"].Value);
        double bias = keys.RootElement.GetProperty("device").GetProperty("trngBias").GetDouble();
        Assert.InRange(bias, 0.05, 0.07);
        string read = relaxNs.ToString("R", CultureInfo.InvariantCulture);
        using JsonDocument trng = Invocation.Json("device", "trng", "--trials", "200", "--watch-ns", read, "--read-ns", read, "--output", "json");
        Assert.Equal(bias, trng.RootElement.GetProperty("reads")[0].GetProperty("worstBias").GetDouble(), 1e-6);
        Assert.StartsWith(
            "assumption: derived by", keys.RootElement.GetProperty("sources").GetProperty("device.trngBias").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_takes_time_and_energy_from_the_derived_files()
    {
        Assert.Equal(
            0, Invocation.Of("device", "characterise", "--trials", "50", "--set", "sense.delay=20", "--set", "reset.current=100", "--out",
                scratch[
            "t.json"], "--config-out", scratch["c.json"]).ExitCode);
        EffectiveConfiguration configuration = ArchitectureLoader.Load("all-spin", [], scratch["c.json"], new Dictionary<string, string>());

        Assert.Equal(20, configuration.Architecture.Sampler.Relax.Nanoseconds, 1e-9);
        Assert.InRange(configuration.Architecture.Device.TrngBias, 0.3, 0.5);
        Assert.Equal(57 * 100.0 * 100 / (140 * 140), configuration.Architecture.Technology["trng.bitEnergy"].Value, 0.01);
        using JsonDocument fast = Report();
        using JsonDocument slow = Report("--config", scratch["c.json"]);

        // No word of it lies beyond what the technology's figures hold for: both come from one device.
        Assert.DoesNotContain(
            CostNotes.Of(configuration.Architecture), note => note.Text.StartsWith("sampler.re", StringComparison.Ordinal));

        // 1 + 20 + 3 ns a batch in place of the column's 10: the sampler limits.
        Assert.Equal(24.0 / 10, SteadySample(slow) / SteadySample(fast), 0.05);
    }

    [Fact]
    public void A_device_without_walls_changes_the_junction_only()
    {
        using JsonDocument document = Invocation.Json("device", "characterise", "ut-austin", "--trials", "50", "--set", "sense.delay=15", "--output",
            "json");

        Assert.Equal(
            ["trng.bitEnergy", "trng.area", "trng.resetTime", "trng.relaxTime"],
                document.RootElement.GetProperty("constants").EnumerateArray().Select(
            constant => constant.GetProperty("key").GetString()!));
        Assert.Equal(150, document.RootElement.GetProperty("constants")[0].GetProperty("value").GetDouble(), 0.01);
    }

    [Fact]
    public void Heat_and_age_become_keys()
    {
        using JsonDocument document = Invocation.Json(
            "device", "characterise", "--trials", "50", "--set", "sense.delay=5", "--age", "1y", "--set", "environment.temperature=358",
            "--output", "json");
        JsonElement hops = document.RootElement.GetProperty("keys").EnumerateArray().Single(
            key => key.GetProperty("key").GetString() == "device.hops");

        Assert.Equal(1, 31_557_600 / (1e-9 * Math.Exp(40 * 300 / 358.0)) / hops.GetProperty("value").GetDouble(), 1e-6);
        Assert.Contains(
            "--set environment.temperature=358", document.RootElement.GetProperty("command").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_file_is_named_as_it_was_given_so_that_the_command_can_be_repeated()
    {
        string file = scratch.Write("own.json", File.ReadAllText(RepositoryFile.PathOf("configs/devices/ut-austin.json")));
        using JsonDocument document = Invocation.Json("device", "characterise", file, "--trials", "50", "--set", "sense.delay=15", "--output", "json");

        Assert.Equal(
            $"device characterise {file} --trials 50 --seed 1 --set sense.delay=15",
            document.RootElement.GetProperty("command").GetString());
    }

    [Fact]
    public void Times_are_whole_picoseconds_and_never_shorter_so_that_the_derived_files_are_read()
    {
        Assert.Equal(
            0,
            Invocation.Of(
                "device", "characterise", "--trials", "50", "--set", "sense.delay=5.0004", "--set", "reset.pulse=0.9999", "--set",
                "synapse.current=33.3", "--out", scratch["t.json"], "--config-out", scratch["c.json"]).ExitCode);
        EffectiveConfiguration configuration = ArchitectureLoader.Load("all-spin", [], scratch["c.json"], new Dictionary<string, string>());

        Assert.Equal(5001, configuration.Architecture.Sampler.Relax.Value);
        Assert.Equal(1000, configuration.Architecture.Sampler.Reset.Value);
    }

    [Fact]
    public void A_magnet_that_fluctuates_becomes_the_cells_of_an_array()
    {
        Assert.Equal(
            0,
            Invocation.Of(
                "device", "characterise", "easy-plane", "--trials", "200", "--cells", "6", "--set", "magnet.sizeSpread=0.01", "--out",
                scratch["t.json"], "--config-out", scratch["c.json"]).ExitCode);
        EffectiveConfiguration configuration = ArchitectureLoader.Load("in-cell", [], scratch["c.json"], new Dictionary<string, string>());
        FluctuationSpec cells = configuration.Architecture.Part<FluctuationSpec>();
        DeviceDescription device = DeviceFile.Read(DeviceCatalog.Resolve("easy-plane"));
        Fluctuation typical = new()
        {
            Magnet = Fluctuation.MagnetOf(device),
            Trials = 50,
            Seed = 1,
            SampleS = 0.05e-9,
            Samples = 400,
        };
        ImmutableArray<FluctuatingCell> watched = FluctuationSpread.Cells(device, typical, 6, 0.01, doublings: 6);
        double[] times = [.. watched.Select(cell => cell.IntegralTimeS!.Value * 1e9)];
        double[] sigmas = [.. watched.Select(cell => cell.Sigma)];

        // The array's cells have log-normal times of this mean and deviation: by hand, of the same six cells.
        double middle = times.Average(Math.Log);
        double variance = times.Sum(time => Math.Pow(Math.Log(time) - middle, 2)) / 5;
        Assert.Equal(CellShape.Arcsine, cells.Shape);
        Assert.Equal(Math.Exp(middle + (variance / 2)), cells.Correlation.Nanoseconds, 1e-3);
        Assert.Equal(Math.Sqrt(Math.Exp(variance) - 1), cells.CorrelationSpread, 1e-6);
        double mean = sigmas.Average();
        Assert.Equal(Math.Sqrt(sigmas.Sum(sigma => (sigma - mean) * (sigma - mean)) / 5) / mean, cells.SigmaSpread, 1e-6);
        Assert.Equal(0.5, configuration.Architecture.Technology["fluctuation.conductance"].Value);
        Assert.StartsWith(
            "derived by device characterise easy-plane --trials 200 --seed 1 --cells 6 --set magnet.sizeSpread=0.01",
            configuration.Architecture.Technology["fluctuation.conductance"].Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_of_one_size_have_no_spread()
    {
        using JsonDocument document = Invocation.Json(
            "device", "characterise", "easy-plane", "--trials", "200", "--set", "magnet.sizeSpread=0", "--output", "json");

        Assert.Equal(
            ["fluctuation.shape", "fluctuation.correlationNs"],
            document.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("key").GetString()!));
        Assert.Equal("arcsine", document.RootElement.GetProperty("keys")[0].GetProperty("value").GetString());
        Assert.InRange(document.RootElement.GetProperty("keys")[1].GetProperty("value").GetDouble(), 0.55, 0.72);
    }

    [Fact]
    public void A_sweep_varies_what_cells_draw_by()
    {
        string file = scratch.Write("s.json", """
            {
              "name": "cells", "architecture": "in-cell", "samples": 2, "device": { "name": "easy-plane", "trials": 60 },
              "knobs": [ { "key": "physics.environment.temperature", "values": [250, 400] } ],
              "accuracy": { "images": 2 }
            }
            """);
        Invocation ran = Invocation.Of("sweep", file, "--out", scratch["out"]);
        Assert.True(ran.ExitCode == 0, ran.Error);
        string[][] rows = [.. File.ReadAllLines(scratch["out/points.csv"]).Select(line => line.Split(','))];

        Assert.Equal(3, rows.Length);
        Assert.All(rows[1..], row => Assert.Contains("ok", row));
    }

    [Fact]
    public void A_sweep_varies_when_bits_are_read()
    {
        string file = scratch.Write("s.json", """
            {
              "name": "early", "weights": false, "samples": 2, "device": { "name": "all-spin", "trials": 60 },
              "knobs": [ { "key": "physics.sense.delay", "values": [10, 40] } ]
            }
            """);
        Assert.Equal(0, Invocation.Of("sweep", file, "--out", scratch["out"]).ExitCode);
        string[][] rows = [.. File.ReadAllLines(scratch["out/points.csv"]).Select(line => line.Split(','))];
        int rate = Array.IndexOf(rows[0], "samplesPerSecond");

        // 14 ns a batch against 44.
        double early = double.Parse(rows[1][rate], CultureInfo.InvariantCulture);
        double late = double.Parse(rows[2][rate], CultureInfo.InvariantCulture);
        Assert.InRange(early / late, 2.2, 3.2);
    }

    [Fact]
    public void A_sweep_varies_the_magnet_below_the_chip()
    {
        string file = scratch.Write("s.json", """
            {
              "name": "physics", "weights": false, "device": { "name": "all-spin", "trials": 60, "settled": 0.9 },
              "knobs": [ { "key": "physics.magnet.damping", "values": [0.0122, 0.05] }, { "key": "samples", "values": [2, 3] } ]
            }
            """);
        Invocation ran = Invocation.Of("sweep", file, "--out", scratch["out"]);
        Assert.True(ran.ExitCode == 0, ran.Error);
        string[][] rows = [.. File.ReadAllLines(scratch["out/points.csv"]).Select(line => line.Split(','))];
        int rate = Array.IndexOf(rows[0], "samplesPerSecond");

        Assert.Equal("physics.magnet.damping", rows[0][3]);
        Assert.All(rows[1..], row => Assert.Contains("ok", row));

        // Relaxation falls with damping: 46 ns become 11 ns, and a batch from 50 to 15 ns.
        double ratio = double.Parse(rows[3][rate], CultureInfo.InvariantCulture) / double.Parse(
            rows[1][rate], CultureInfo.InvariantCulture);
        Assert.InRange(ratio, 2.5, 4.2);
    }

    [Theory]
    [InlineData("device characterise --settled 0.2", "--settled")]
    [InlineData("device characterise --settled 0.999 --trials 100", "make --trials at least")]
    [InlineData("device characterise --settled 0.9 --set sense.delay=3", "give one")]
    [InlineData("device characterise --set synapse.length=20", "synapse.length")]
    [InlineData("device characterise easy-plane --settled 0.9", "has none (reset.current)")]
    [InlineData("device characterise easy-plane --cells 1", "--cells: 1 is out of range")]
    [InlineData("device characterise easy-plane --trials 10 --cells 4 --set magnet.sizeSpread=0.4", "rests in its plane")]
    [InlineData("device characterise --technology nosuch", "nosuch")]
    [InlineData("device characterise --out nowhere/t.json", "nowhere")]
    [InlineData("device characterise --age 1d,2d --set sense.delay=1", "several")]
    [InlineData("device characterise --trials 50 --set sense.delay=1 --set neuron.length=9000", "neuron.length")]
    public void A_wrong_command_line_is_one_line_and_code_2(string line, string named)
    {
        Invocation refused = Invocation.Of(line.Split(' '));
        refused.AssertRefused(named);
        Assert.Equal(1, refused.ErrorLines);
    }

    [Theory]
    [InlineData(
        """{ "name": "x", "knobs": [ { "key": "physics.magnet.damping", "values": [0.1] } ] }""", "a parameter of a device; say which")]
    [InlineData(
        """{ "name": "x", "device": { "name": "all-spin" }, "knobs": [ { "key": "physics.magnet.dampnig", "values": [0.1] } ] }""",
        "physics.magnet.damping")]
    [InlineData(
        """{ "name": "x", "device": { "name": "all-spin" }, "knobs": [ { "key": "physics.magnet.damping", "values": [0] } ] }""",
        "out of range")]
    [InlineData("""{ "name": "x", "device": { "name": "nosuch" }, "knobs": [ { "key": "samples", "values": [1] } ] }""", "nosuch")]
    [InlineData(
        """{ "name": "x", "device": { "name": "all-spin", "age": "soon" }, "knobs": [ { "key": "samples", "values": [1] } ] }""",
        "is no age")]
    [InlineData(
        """{ "name": "x", "device": { "name": "all-spin", "settled": 2 }, "knobs": [ { "key": "samples", "values": [1] } ] }""",
        "--settled")]
    [InlineData(
        """{ "name": "x", "device": { "name": "all-spin", "settled": 0.9 }, "knobs": [ { "key": "physics.sense.delay", "values": [1] } ] }""",
        "leave one of them out")]
    [InlineData(
        """{ "name": "x", "device": { "name": "all-spin" }, "set": { "physics.magnet.damping": 0.1 }, "knobs": [ { "key": "samples", "values": [1] } ] }""", "a knob of one value")]
    public void A_wrong_sweep_is_one_line_and_code_2(string text, string named)
    {
        Invocation refused = Invocation.Of("sweep", scratch.Write("s.json", text), "--out", scratch["out"]);
        refused.AssertRefused(named);
        Assert.Equal(1, refused.ErrorLines);
    }

    public void Dispose() => scratch.Dispose();

    private static double SteadySample(JsonDocument report) => 1 / report.RootElement.GetProperty("throughput").GetProperty(
        "samplesPerSecond").GetDouble();

    private static JsonDocument Report(params string[] more) => Invocation.Json(["run", "--samples", "20", .. more, "--output", "json"]);
}
