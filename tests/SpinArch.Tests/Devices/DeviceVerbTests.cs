using System.Diagnostics;
using System.Text.Json;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Devices;

/// <summary><c>device</c> as a user meets it.</summary>
[Collection(ConsoleTests.Name)]
public sealed class DeviceVerbTests : IDisposable
{
    private readonly Scratch scratch = new();

    [Fact]
    public void The_json_of_trng_has_the_members_that_were_agreed()
    {
        using JsonDocument document = Invocation.Json("device", "trng", "--trials", "60", "--watch-ns", "20", "--read-ns", "5", "--output", "json");
        JsonElement root = document.RootElement;

        Assert.Equal(["fromUp", "fromDown"], root.GetProperty("probabilityUp").EnumerateObject().Select(member => member.Name));
        Assert.Equal(["p50", "p90", "p99"], root.GetProperty("settleNs").EnumerateObject().Select(member => member.Name));
        Assert.Equal(57, root.GetProperty("bitEnergyFj").GetDouble(), 0.05);
        Assert.InRange(root.GetProperty("criticalCurrentDensity").GetDouble() / 2.67e11, 0.997, 1.003);
        Assert.Equal(1, root.GetProperty("pulseNs").GetDouble(), 1e-9);
        Assert.Equal(140, root.GetProperty("currentUa").GetDouble(), 1e-9);
        Assert.Equal(60, root.GetProperty("trials").GetInt32());
        Assert.Equal(1, root.GetProperty("seed").GetInt32());
        Assert.Equal(
            [5, 20], root.GetProperty("reads").EnumerateArray().Select(read => Math.Round(read.GetProperty("readNs").GetDouble(), 6)));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("settleNs").GetProperty("p99").ValueKind);
        Assert.False(root.TryGetProperty("points", out _));
    }

    [Fact]
    public void Currents_and_pulses_are_crossed_into_points_table_and_picture()
    {
        using JsonDocument document = Invocation.Json(
            "device", "trng", "--trials", "20", "--watch-ns", "1", "--read-ns", "1", "--current-ua", "0", "--current-ua", "140",
                "--pulse-ns", "0.5", "--pulse-ns", "1",
            "--csv", scratch["r.csv"], "--svg", scratch["r.svg"], "--output", "json");

        Assert.Equal(4, document.RootElement.GetProperty("points").GetArrayLength());
        Assert.Equal(0, document.RootElement.GetProperty("currentUa").GetDouble());
        string[] rows = File.ReadAllLines(scratch["r.csv"]);
        Assert.Equal(5, rows.Length);
        Assert.StartsWith("currentUa,pulseNs,currentDensity,bitEnergyFj,settleP50Ns", rows[0], StringComparison.Ordinal);
        Assert.Contains("1 ns, began down", File.ReadAllText(scratch["r.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_of_one_reset_shows_it_over_time()
    {
        Invocation ran = Invocation.Of("device", "trng", "--trials", "20", "--watch-ns", "2", "--svg", scratch["t.svg"]);

        Assert.True(ran.ExitCode == 0, ran.Error);
        Assert.Contains("critical current density 2.67E+011 A/m2", ran.Output, StringComparison.Ordinal);
        Assert.Contains("unsettled at this time", File.ReadAllText(scratch["t.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_of_synapse_has_the_members_that_were_agreed()
    {
        using JsonDocument document = Invocation.Json(
            "device", "synapse", "--current-density", "1e11", "--current-density", "5e11", "--trials", "40", "--csv", scratch["s.csv"],
            "--svg", scratch["s.svg"], "--output", "json");
        JsonElement[] points = [.. document.RootElement.GetProperty("points").EnumerateArray()];

        Assert.Equal([1e11, 5e11], points.Select(point => point.GetProperty("currentDensity").GetDouble()));
        Assert.Equal(38.3, points[0].GetProperty("velocity").GetDouble(), 0.15);
        Assert.Equal(178.1, points[1].GetProperty("closedFormVelocity").GetDouble(), 0.6);
        Assert.Equal(178.3, points[1].GetProperty("displacementNm").GetDouble(), 0.6);
        Assert.Equal(178.3 / 320, points[1].GetProperty("conductanceChange").GetDouble(), 0.002);
        Assert.Equal(178.3 / 320 * 300, points[1].GetProperty("conductanceChangeUs").GetDouble(), 0.6);
        Assert.Equal(16, document.RootElement.GetProperty("levels").GetInt32());
        Assert.Equal(3, File.ReadAllLines(scratch["s.csv"]).Length);
        Assert.StartsWith("<svg", File.ReadAllText(scratch["s.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_neuron_comes_to_its_other_end()
    {
        using JsonDocument document = Invocation.Json("device", "neuron", "--current-ua", "40", "--trials", "0", "--output", "json");
        JsonElement point = document.RootElement.GetProperty("points")[0];

        Assert.Equal(160, point.GetProperty("displacementNm").GetDouble(), 2.0);
        Assert.Equal(JsonValueKind.Null, point.GetProperty("levelError").ValueKind);
        Assert.Equal(8, document.RootElement.GetProperty("levels").GetInt32());
    }

    [Fact]
    public void A_machine_without_vector_instructions_writes_the_same_bytes()
    {
        string[] arguments = ["device", "trng", "--trials", "5", "--watch-ns", "1", "--output", "json"];
        string here = Run(arguments, []);

        Assert.Equal(here, Run(arguments, [("DOTNET_EnableAVX2", "0")]));
        Assert.Equal(here, Run(arguments, [("DOTNET_EnableHWIntrinsic", "0")]));
    }

    [Theory]
    [InlineData("device", "needs one of")]
    [InlineData("device trgn", "trng")]
    [InlineData("device trng nosuch", "did you mean")]
    [InlineData("device trng --trials 0", "--trials")]
    [InlineData("device trng --trials 1000001", "--trials")]
    [InlineData("device trng --current-ua x", "--current-ua")]
    [InlineData("device trng --current-ua -1", "--current-ua")]
    [InlineData("device trng --pulse-ns 0", "--pulse-ns")]
    [InlineData("device trng --step-ps 50", "--step-ps")]
    [InlineData("device trng --step-ps nan", "--step-ps")]
    [InlineData("device trng --watch-ns 5 --read-ns 6", "--read-ns")]
    [InlineData("device trng --watch-ns 1000000 --step-ps 0.001", "--watch-ns")]
    [InlineData("device trng --set magnet.dampnig=1", "magnet.damping")]
    [InlineData("device trng --svg nowhere/x.svg", "nowhere")]
    [InlineData("device synapse ut-austin", "lacks")]
    [InlineData("device synapse --current-density 1e15", "--current-density")]
    [InlineData("device synapse --step-ps 10", "--step-ps")]
    [InlineData("device synapse --trials -1", "--trials")]
    [InlineData("device neuron --pulse-ns 1e9", "--pulse-ns")]
    public void A_wrong_command_line_is_one_line_and_code_2(string line, string named)
    {
        Invocation refused = Invocation.Of(line.Split(' '));
        refused.AssertRefused(named);
        Assert.Equal(1, refused.ErrorLines);
    }

    public void Dispose() => scratch.Dispose();

    private static string Run(string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SpinArch.Cli.CommandLine).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
