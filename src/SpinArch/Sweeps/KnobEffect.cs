using System.Collections.Immutable;

namespace SpinArch.Sweeps;

/// <summary>The main effect of one knob on one objective; keys that vary together count once, under the first.</summary>
/// <param name="Knob">The key.</param>
/// <param name="Objective">The objective.</param>
/// <param name="Factor">exp(max - min) over the knob's values of the mean, over all points with that value, of the objective's logarithm: 1 for none.</param>
/// <param name="Best">The value with the best mean.</param>
public sealed record KnobEffect(string Knob, string Objective, double Factor, string Best)
{
    /// <summary>Effects of every knob that varies, the largest first. Points whose figure is not above 0 do not count.</summary>
    public static ImmutableArray<KnobEffect> Of(SweepResults results, string objective)
    {
        ArgumentNullException.ThrowIfNull(results);
        int sign = SweepObjective.IsMaximised(objective) ? -1 : 1;
        return
        [
            .. results.Knobs.Select((knob, index) =>
            {
                // Keys that one knob varies together have one effect, reported once.
                if (Enumerable.Range(0, index).Any(earlier => results.Values.All(row => row[earlier] == row[index])))
                {
                    return null;
                }

                (string Value, double Mean)[] means =
                [
                    .. results.Rows.Select((row, at) => (Value: results.Values[at][index], Figure: SweepObjective.Of(row, objective)))
                        .Where(pair => pair.Figure > 0)
                        .GroupBy(pair => pair.Value, StringComparer.Ordinal)
                        .Select(group => (group.Key, group.Average(pair => Math.Log(pair.Figure!.Value))))
                        .OrderBy(pair => sign * pair.Item2),
                ];
                return means.Length < 2 ? null : new KnobEffect(knob, objective, Math.Exp(Math.Abs(means[^1].Mean - means[0].Mean)), means[0].Value);
            })
            .OfType<KnobEffect>().OrderByDescending(effect => effect.Factor),
        ];
    }
}
