using System.Globalization;
using SpinArch.Hardware;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Hardware;

/// <summary>Rule 5 of docs/timing-model.md: digital units start on clock edges, whatever the times of the others are.</summary>
public sealed class ClockEdgeTests
{
    /// <summary>Every time of the key table but the clock, and but those that values alone depend on.</summary>
    public static TheoryData<string> Times =>
    [
        .. KeyTable.All.Where(key => key.Unit == "ns" && key.Name != "clock.periodNs"
            && !key.Name.StartsWith("fluctuation.", StringComparison.Ordinal)
            && key.Name != "dropout.attemptNs")
            .Select(key => key.Name),
    ];

    [Theory]
    [MemberData(nameof(Times))]
    public void A_time_that_is_no_multiple_of_the_clock_moves_no_digital_unit_off_its_edge(string key)
    {
        foreach (string value in new[] { "0.4", "2.5", "7.333" })
        {
            Simulated run = Simulated.Run(
                Simulated.Timing(30, 10, 4), 6, 2, [], 1, new Picoseconds(1_500_000),
                "mapping.fanIn=timeMultiplex", "crossbar.rows=15", ArrayChip.Has(key) ? "crossbar.pairsPerTile=2"
                    : "crossbar.blocksPerTile=2",
                $"{key}={value}");
            AssertOnEdges(run);
        }
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Every_time_is_known_to_the_event_wheel(string key)
    {
        // A prime number of picoseconds: the delays that depend on the key, and no others, change.
        ArchitectureSpec usual = GatedChip.Has(key) ? GatedChip.Load() : ArrayChip.Has(key) ? ArrayChip.Load() : Load();
        ArchitectureSpec changed = GatedChip.Has(key) ? GatedChip.Load($"{key}=7.919") : ArrayChip.Has(key) ? ArrayChip.Load($"{key}=7.919")
            : Load($"{key}=7.919");
        Assert.NotEqual(new TileTiming(usual).Delays, new TileTiming(changed).Delays);
    }

    [Fact]
    public void A_write_that_ends_between_two_edges_is_seen_on_the_second()
    {
        string[] settings = ["mapping.fanIn=timeMultiplex", "crossbar.rows=15", "crossbar.blocksPerTile=2", "crossbar.rowWriteNs=2.5"];
        Simulated run = Simulated.Run(Simulated.Timing(30, 10, 4), 6, 1, settings);
        Assert.Equal(new Picoseconds(1_689_000), run.Result.End);
    }

    [Theory]
    [InlineData("20000.5", "0.4", "1", 20_001_000)]
    [InlineData("278", "0.5", "0.7", 278_600)]
    [InlineData("278.001", "2", "0.7", 278_600)]
    [InlineData("20000", "0.4", "1", 20_000_000)]
    public void The_port_sees_an_arrival_on_the_next_edge(string arrivalNs, string flitNs, string clockNs, long firstSend)
    {
        var arrival = new Picoseconds((long)(decimal.Parse(arrivalNs, CultureInfo.InvariantCulture) * 1000));
        Simulated run = Simulated.Run(Simulated.Timing(30, 4), 1, 2, [], 1, arrival, $"link.flitNs={flitNs}", $"clock.periodNs={clockNs}");
        Assert.Equal(new Picoseconds(firstSend), run.Of(PortComponent.PortSend).First(send => send.Input == 1).Start);
        Assert.Equal(arrival, run.Result.Arrivals[1]);
        AssertOnEdges(run);
    }

    private static void AssertOnEdges(Simulated run)
    {
        long clock = run.Spec.Clock.Period.Value;
        Assert.All(run.Activities.Where(activity => IsDigital(activity.Kind)), activity => Assert.Equal(0, activity.Start.Value % clock));
    }

    private static bool IsDigital(ActivityKind kind) =>
        kind.Name is "Fetch" or "Scale" or "Add" or "Activate" or "Accumulate" or "ReceiveVector"
        or "ReceiveWord" or "Inject" or "PortSend" or "PortReceive";

    private static ArchitectureSpec Load(params string[] settings) =>
        ArchitectureLoader.Load("all-spin", settings, environment: new Dictionary<string, string>()).Architecture;
}
