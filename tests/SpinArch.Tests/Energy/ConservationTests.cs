using FsCheck;
using FsCheck.Fluent;
using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Tests.Networks;

namespace SpinArch.Tests.Energy;

public sealed class ConservationTests
{
    private static readonly ArchitectureSpec Spec = PaperNetwork.Spec();
    private static readonly EnergyModel Model = EnergyModel.Create(Spec, PaperNetwork.Program(Spec));

    private static readonly Arbitrary<Activity[]> Activities = Gen.ArrayOf(
        from kind in Gen.Elements(ComponentCatalog.Activities.ToArray())
        from site in Gen.Choose(0, 3)
        from start in Gen.Choose(0, 200_000)
        from duration in Gen.Choose(0, 70_000)
        from items in Gen.Choose(1, 784)
        from quanta in Gen.Choose(0, 1_000_000_000)
        select PaperNetwork.Of(kind, kind == NetworkComponent.Hop ? site : site == 3 ? -1 : site, start, duration, items, IsRead(kind)
            ? quanta : 0, IsRead(kind) ? quanta / 7 : 0)).ToArbitrary();

    [Fact]
    public void Bins_add_up_to_the_account_exactly_whatever_their_width() =>
        Prop.ForAll(Activities, Gen.Choose(1, 33_333).ToArbitrary(), (activities, width) =>
        {
            PowerTrace detailed = PowerTrace.ByUnit(Model, new Picoseconds(width));
            var chip = new PowerProfile(Model, new Picoseconds(width));
            EnergyAccount account = Run(activities, detailed, chip);
            detailed.AddIdle(account, End(activities));
            chip.AddIdle(account, End(activities));
            double total = account.Total.Femtojoules;
            return detailed.Total() == account.Total && Math.Abs(chip.TotalFemtojoules - total) <= 1e-9 * total;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Activities_costed_one_by_one_add_up_to_the_account_without_idle_leakage() =>
        Prop.ForAll(Activities, activities =>
        {
            EnergyAccount account = Run(activities);
            Quectojoules sum = default;
            foreach (Activity activity in activities)
            {
                sum += Model.CostOf(activity);
            }

            foreach (IdleShare share in account.Idle)
            {
                sum += share.Energy;
            }

            return sum == account.Total;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Busy_time_in_bins_adds_up_to_the_ledger() =>
        Prop.ForAll(Activities, activities =>
        {
            UtilizationTrace trace = UtilizationTrace.ByUnit(Model.Sites, new Picoseconds(777));
            UtilizationTrace profile = UtilizationTrace.Profile(Model.Sites, new Picoseconds(10));
            Run(activities, trace, profile);
            long busy = activities.Sum(activity => activity.Duration.Value);
            long leading = activities.Where(activity => !activity.Kind.Unit.IsFollower).Sum(activity => activity.Duration.Value);
            return Sum(trace.Timeline) == busy && Sum(profile.Timeline) == leading;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_share_is_proportional_to_the_overlap_to_within_one_quantum() =>
        Prop.ForAll(
            Gen.Choose(0, 5_000).ToArbitrary(),
            Gen.Choose(1, 9_000).ToArbitrary(),
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            (start, duration, amount) =>
            {
                Timeline<Int128> timeline = Timeline<Int128>.Fixed(1, new Picoseconds(1_000), 1_000);
                timeline.Add(0, new Picoseconds(start), new Picoseconds(duration), amount);
                for (int bin = 0; bin < timeline.BinCount; bin++)
                {
                    long overlap = Math.Max(0, Math.Min(start + duration, (bin + 1) * 1000L) - Math.Max(start, bin * 1000L));
                    if (Math.Abs((double)timeline[0, bin] - ((double)amount * overlap / duration)) > 1.001)
                    {
                        return false;
                    }
                }

                return timeline.Sum(0) == amount;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Widening_bins_keeps_every_amount()
    {
        Timeline<long> timeline = Timeline<long>.Adaptive(2, new Picoseconds(10), 4);
        for (int i = 0; i < 1_000; i++)
        {
            timeline.Add(i % 2, new Picoseconds(i * 7), new Picoseconds(13), 1_000_003);
        }

        Assert.Equal(500 * 1_000_003, (long)timeline.Sum(0));
        Assert.Equal(500 * 1_000_003, (long)timeline.Sum(1));
        Assert.True(timeline.BinCount <= 4);
    }

    [Fact]
    public void Bins_too_narrow_for_a_run_are_refused_by_name()
    {
        PowerTrace trace = PowerTrace.ByUnit(Model, new Picoseconds(1));

        string message = Assert.Throws<InputException>(() =>
            trace.OnActivity(PaperNetwork.Of(SamplerComponent.Fill, 0, 3_000_000_000, 5_000, 128))).Message;

        Assert.StartsWith("--bin-ns", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_written_energy_trace_adds_up_to_the_report_in_its_own_decimals()
    {
        using var folder = new TemporaryFolder();
        string path = System.IO.Path.Combine(folder.Path, "energy.csv");
        Activity[] activities = [.. PaperNetwork.OneSample()];
        PowerTrace trace = PowerTrace.ByUnit(Model, new Picoseconds(7_000));
        EnergyAccount account = Run(activities, trace);
        trace.AddIdle(account, End(activities));

        trace.WriteCsv(path);

        string[] lines = File.ReadAllText(path).Split('\n');
        Assert.Equal("timeNs,tile,unit,energyFj,powerMw", lines[0]);
        Assert.Equal("", lines[^1]);
        decimal sum = lines[1..^1].Sum(line => decimal.Parse(line.Split(',')[3], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(account.Total.ExactFemtojoules, sum);
    }

    private static EnergyAccount Run(Activity[] activities, params IActivitySink[] sinks)
    {
        var ledger = new ActivityLedger(Model.Sites);
        foreach (Activity activity in activities)
        {
            ledger.OnActivity(activity);
            foreach (IActivitySink sink in sinks)
            {
                sink.OnActivity(activity);
            }
        }

        return Model.Cost(ledger, End(activities));
    }

    private static Picoseconds End(Activity[] activities) =>
        new(activities.Select(activity => (activity.Start + activity.Duration).Value).DefaultIfEmpty(0).Max());

    private static long Sum(Timeline<long> timeline) => Enumerable.Range(0, timeline.RowCount).Sum(timeline.Sum);

    private static bool IsRead(ActivityKind kind) => (kind == CrossbarComponent.MeanRead || kind == CrossbarComponent.SigmaRead);
}
