using System.Globalization;
using SpinArch.Reports;

namespace SpinArch.Tests.Cycles;

/// <summary>
/// Every sentence that a report prints of what a change would bring or cost, held to a simulation with that change made, on every kind of
/// chip and under settings at random.
/// </summary>
public sealed class ForetoldChangeTests(ITestOutputHelper output)
{
    private const double Foretold = 0.02;

    private static readonly int Designs = int.Parse(Environment.GetEnvironmentVariable("SPINARCH_DESIGNS") ?? "16",
        CultureInfo.InvariantCulture);

    private static readonly int First = int.Parse(Environment.GetEnvironmentVariable("SPINARCH_FIRST") ?? "0",
        CultureInfo.InvariantCulture);

    private static readonly int MostTiles = int.Parse(Environment.GetEnvironmentVariable("SPINARCH_TILES") ?? "12",
        CultureInfo.InvariantCulture);

    [Fact]
    public void Every_change_of_the_limiter_comes_true_on_every_kind_of_chip()
    {
        var wrong = new List<string>();
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int changes = 0;
        var random = new Random(5);
        for (int seed = First; seed < First + Designs; seed++)
        {
            if (AnyDesign.Draw(seed, mostTiles: MostTiles) is not { } design)
            {
                continue;
            }

            RunReport report = design.Report();
            LimiterReport? limiter = report.Throughput.LimitedBy;
            string kind = limiter?.Kind ?? "none";
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            foreach (LimiterChangeReport change in limiter?.Changes.OrderBy(_ => random.Next()).Take(4) ?? [])
            {
                double? then = design.IntervalWith(change.Key, change.To, limiter!.Of == "input");
                changes++;
                if (then is null || Math.Abs((change.IntervalNs / then.Value) - 1) > Foretold)
                {
                    wrong.Add($"{limiter.Kind} {limiter.Unit} {limiter.IntervalNs}: {change} but {then}: {design.Text}");
                }
            }
        }

        output.WriteLine(string.Join(", ", kinds.Select(pair => $"{pair.Key} {pair.Value}")) + $"; {changes} changes");
        foreach (string one in wrong)
        {
            output.WriteLine(one);
        }

        Assert.Empty(wrong);
    }
}
