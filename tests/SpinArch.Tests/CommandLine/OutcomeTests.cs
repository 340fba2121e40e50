using System.Globalization;
using System.Text.Json;
using SpinArch.Cli;
using SpinArch.Files;
using SpinArch.Isa;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.CommandLine;

[Collection(ConsoleTests.Name)]
public sealed class OutcomeTests : IDisposable
{
    private readonly Scratch scratch = new();

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void A_report_has_the_same_bytes_in_every_culture(string culture)
    {
        string[] line = ["run", "--samples", "2", "--set", "crossbar.columnReadNs=10.5", "--set", "adc.intervalNs=0.333", "--output", "json"];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            string expected = WithoutWallTime(Invocation.Of(line).Output);
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            CultureInfo.CurrentUICulture = new CultureInfo(culture);

            Assert.Equal(expected, WithoutWallTime(Invocation.Of(line).Output));
            Invocation.Of("run", "--samples", "x").AssertRefused("no whole number");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Json_and_csv_are_all_there_is_on_standard_output()
    {
        Invocation json = Invocation.Of("run", "--samples", "1", "--output", "json");
        Invocation csv = Invocation.Of("run", "--samples", "1", "--output", "csv", "--dump-after", "graph");

        Assert.Equal(("", 0), (json.Error, json.ExitCode));
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(1, document.RootElement.GetProperty("samples").GetInt32());
        Assert.Equal(0, csv.ExitCode);
        Assert.NotEqual("", csv.Error);
        Assert.DoesNotContain(csv.Error.Split('\n')[0], csv.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_file_may_begin_with_a_byte_order_mark()
    {
        string path = scratch.Write("marked.json", "\uFEFF{\"name\":\"marked\",\"input\":[4],\"layers\":[{\"name\":\"a\",\"kind\":\"dense\",\"outputs\":3,\"activation\":\"none\"}]}");

        using JsonDocument report = JsonDocument.Parse(Invocation.Of("run", path, "--samples", "1", "--output", "json").Output);

        Assert.Equal("marked", report.RootElement.GetProperty("network").GetString());
    }

    [Fact]
    public void The_unit_with_the_most_work_limits_though_another_has_run_ahead_of_it()
    {
        using JsonDocument report = JsonDocument.Parse(Invocation.Of("run", "--set", "adc.intervalNs=6", "--output", "json").Output);
        JsonElement limiter = report.RootElement.GetProperty("throughput").GetProperty("limitedBy");

        // Two conversions of 6 ns a column in the second layer, against one read of 10 ns in the first.
        Assert.Equal(("adc", "hidden2"), (limiter.GetProperty("unit").GetString(), limiter.GetProperty("layer").GetString()));
    }

    [Fact]
    public void Run_and_infer_say_the_same_of_the_same_images()
    {
        using JsonDocument run = JsonDocument.Parse(Invocation.Of("run", "--inputs", "5", "--samples", "3", "--output", "json").Output);
        using JsonDocument infer = JsonDocument.Parse(Invocation.Of("infer", "--images", "5", "--samples", "3", "--output", "json").Output);
        JsonElement own = run.RootElement.GetProperty("joint");
        JsonElement joint = infer.RootElement.GetProperty("joint");

        // Draws belong to an input and a sample, so both saw the same sampled networks; a stream shares what a lone image pays for itself.
        foreach (string same in (string[])["images", "samples", "ensembleAccuracy", "negativeLogLikelihood", "brier", "predictiveEntropy", "mutualInformation", "areaMm2"])
        {
            Assert.Equal(joint.GetProperty(same).GetRawText(), own.GetProperty(same).GetRawText());
        }

        Assert.Equal(JsonSerializer.Serialize(joint.GetProperty("accuracy")), JsonSerializer.Serialize(own.GetProperty("accuracy")));
        Assert.InRange(own.GetProperty("energyNj").GetDouble(), 0.5 * joint.GetProperty("energyNj").GetDouble(), joint.GetProperty("energyNj").GetDouble());
    }

    // Inputs a tenth of a second apart: bins of the ten nanoseconds that an energy trace has by default would be more than can be kept.
    [Fact]
    public void A_recorded_run_is_replayed_and_changed_however_long_it_was()
    {
        string trace = scratch["long.strace"];
        string[] run = ["run", "--samples", "1", "--inputs", "2", "--arrival-ns", "100000000", "--output", "json"];
        using JsonDocument said = Invocation.Json([.. run, "--trace", trace]);

        using JsonDocument replayed = Invocation.Json("trace", "replay", trace, "--output", "json");
        Invocation changed = Invocation.Of("trace", "what-if", trace, "--set", "adc.intervalNs=2");

        foreach (string part in (string[])["latencyNs", "energyNj", "powerMw", "utilization", "phases"])
        {
            Assert.Equal(said.RootElement.GetProperty(part).GetRawText(), replayed.RootElement.GetProperty(part).GetRawText());
        }

        Assert.Equal((0, ""), (changed.ExitCode, changed.Error));
    }

    [Theory]
    [InlineData("crossbar.columns=64")]
    [InlineData("mapping.fanIn=chain")]
    [InlineData("mapping.replicas=2")]
    [InlineData("mapping.tileBudget=100")]
    public void A_short_run_states_the_same_steady_interval_as_a_long_one(string setting)
    {
        string[] line = ["run", "--set", "crossbar.rows=64", "--set", setting, "--output", "json"];

        Assert.Equal(Steady([.. line, "--samples", "60"]), Steady([.. line, "--samples", "4"]), 1e-3);

        static double Steady(string[] arguments)
        {
            using JsonDocument report = JsonDocument.Parse(Invocation.Of(arguments).Output);
            return report.RootElement.GetProperty("latencyNs").GetProperty("perSampleSteady").GetDouble();
        }
    }

    [Theory]
    [InlineData("run")]
    [InlineData("estimate")]
    public void Copies_come_from_the_network_file_and_from_the_budget(string verb)
    {
        string network = scratch.Write("net.json", """{"name":"n","input":[60],"layers":[{"name":"a","kind":"dense","outputs":50,"activation":"saturatingLinear"},{"name":"b","kind":"dense","outputs":40,"activation":"saturatingLinear","replicas":2},{"name":"c","kind":"dense","outputs":5,"activation":"none"}]}""");

        Assert.Equal([1, 2, 1], Copies());
        Assert.Equal([3, 2, 3], Copies("--set", "mapping.replicas=3"));
        Assert.Equal([3, 2, 1], Copies("--set", "mapping.tileBudget=40")); // 500 ns to get below the 400 / 2 of the second layer, which keeps what it names.
        Invocation.Of(verb, network, "--set", "mapping.tileBudget=3").AssertRefused("3 tiles, network 'n' needs 4");
        Assert.Contains("b: 1 x 1 blocks, Digital column sum, 2 copies", Invocation.Of("compile", network, "--dump-after", "partition").Output, StringComparison.Ordinal);

        int[] Copies(params string[] settings)
        {
            using JsonDocument report = JsonDocument.Parse(Invocation.Of([verb, network, "--output", "json", .. settings]).Output);
            return [.. report.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("copies").GetInt32())];
        }
    }

    [Fact]
    public void A_program_by_hand_has_no_joint_report()
    {
        using JsonDocument report = JsonDocument.Parse(Invocation.Of("exec", Isa.Repository.PathOf("isa/examples/one-dense-layer.sasm"), "--output", "json").Output);

        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("joint").ValueKind);
    }

    [Fact]
    public void A_label_that_is_no_output_is_refused()
    {
        string images = scratch.Write("set.npz", Scratch.Npz(("images", "|u1", [1, 784], new byte[784]), ("labels", "|u1", [1], [10])));

        Invocation.Of("run", "--data", images, "--samples", "1").AssertRefused("label of input 0 is 10");
    }

    [Fact]
    public void A_deadlock_is_exit_code_one_and_says_who_waits()
    {
        Invocation stuck = Invocation.Of("exec", Isa.Repository.PathOf("isa/examples/deadlock.sasm"), "--output", "json");

        Assert.Equal((1, ""), (stuck.ExitCode, stuck.Output));
        Assert.Contains("deadlock", stuck.Error, StringComparison.Ordinal);
        Assert.Contains("tile", stuck.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_for_another_architecture_is_refused()
    {
        string program = scratch["p.sprog"];
        Assert.Equal(0, Invocation.Of("compile", "--samples", "1", "--out", program).ExitCode);

        Assert.Equal(0, Invocation.Of("exec", program, "--output", "json").ExitCode);
        Invocation.Of("exec", program, "--set", "adc.bits=7").AssertRefused("compile it again");
    }

    [Fact]
    public void A_program_file_changed_anywhere_is_refused()
    {
        string path = scratch["p.sprog"];
        Assert.Equal(0, Invocation.Of("asm", Isa.Repository.PathOf("isa/examples/one-dense-layer.sasm"), "--out", path).ExitCode);
        byte[] whole = File.ReadAllBytes(path);
        var random = new Random(1);
        for (int trial = 0; trial < 200; trial++)
        {
            byte[] changed = trial % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            if (trial % 2 == 1)
            {
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(path, changed);
            Invocation.Of(trial % 3 == 0 ? "exec" : "disasm", path).AssertRefused("p.sprog");
        }
    }

    /// <summary>With the checksum made right again, a forged field reaches the reader and the verifier.</summary>
    [Fact]
    public void A_forged_program_is_refused_deadlocks_or_runs_but_never_breaks_the_simulator()
    {
        string path = scratch["p.sprog"];
        Assert.Equal(0, Invocation.Of("asm", Isa.Repository.PathOf("isa/examples/one-dense-layer.sasm"), "--out", path).ExitCode);
        byte[] whole = File.ReadAllBytes(path);
        var random = new Random(2);
        int[] codes = new int[3];
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] forged = [.. whole];
            int at = random.Next(12, forged.Length - 32);
            forged[at] = random.Next(3) switch { 0 => (byte)0xff, 1 => (byte)random.Next(256), _ => (byte)(forged[at] ^ (1 << random.Next(8))) };
            System.Security.Cryptography.SHA256.HashData(forged.AsSpan(0, forged.Length - 32)).CopyTo(forged.AsSpan(forged.Length - 32));
            CompiledProgram program;
            try
            {
                program = ProgramFile.FromBytes(forged, "forged");
                ProgramVerifier.Verify(program, "forged");
            }
            catch (InputException)
            {
                codes[2]++;
                continue;
            }

            // Long runs are legal; only those of the original's size are worth the time.
            if (program.Samples > 64 || program.Inputs > 64 || program.MeshWidth * program.MeshHeight > 4096)
            {
                continue;
            }

            File.WriteAllBytes(path, forged);
            Invocation run = Invocation.Of("exec", path, "--output", "csv");
            Assert.True(run.ExitCode is 0 or 1 or 2, $"trial {trial}, byte {at}: {run.Error}");
            codes[run.ExitCode]++;
        }

        Assert.True(codes[2] > 50, "most forgeries are noticed");
    }

    [Fact]
    public void Errors_become_a_code_and_a_line()
    {
        Assert.Equal((130, 1), Report(new OperationCanceledException()));
        Assert.Equal((2, 1), Report(new IOException("disk full")));
        Assert.Equal((2, 1), Report(new UnauthorizedAccessException("no")));
        Assert.Equal((2, 1), Report(new InputException("a\nb\nc\nd")));
        Assert.Equal((2, 3), Report(new InputException("f:1:2: wrong\ntext\n ^")));
        Assert.Equal((70, 1), Report(new InvalidOperationException("two\nlines")));
    }

    public void Dispose() => scratch.Dispose();

    private static (int Code, int Lines) Report(Exception error)
    {
        TextWriter before = Console.Error;
        using var captured = new StringWriter { NewLine = "\n" };
        try
        {
            Console.SetError(captured);
            return (Failure.Report(error), captured.ToString().Count(character => character == '\n'));
        }
        finally
        {
            Console.SetError(before);
        }
    }

    private static string WithoutWallTime(string json)
    {
        string[] lines = json.Split('\n');
        Assert.Contains(lines, line => line.Contains("wallSeconds", StringComparison.Ordinal));
        return string.Join('\n', lines.Where(line =>
            !line.Contains("wallSeconds", StringComparison.Ordinal) && !line.Contains("eventsPerSecond", StringComparison.Ordinal)));
    }
}
