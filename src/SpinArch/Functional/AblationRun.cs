using System.Collections.Immutable;
using SpinArch.Files;

namespace SpinArch.Functional;

/// <summary>
/// From the ideal network to the full device model: every effect that the architecture has alone, then one after another added
/// in the order of <see cref="EffectNames.All"/>. All steps see the same images and draws.
/// </summary>
public static class AblationRun
{
    /// <summary>The name of the step without effects.</summary>
    public const string Ideal = "ideal";

    /// <summary>
    /// The accuracies that a paper prints of this very architecture, network and data: of a run on anything else there are none.
    /// </summary>
    /// <param name="run">The run.</param>
    public static ImmutableArray<PublishedAccuracy> Published(InferenceRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        IEnumerable<int> sizes = run.Network.Layers.Select(layer => layer.Outputs).Prepend(run.Network.Inputs);
        return run.Architecture.Published is { } published
            ? [.. published.AccuraciesOf(sizes,
                run.DataName).Select(known => new PublishedAccuracy($"paper, {known.Name}", known.Figure.Value / 100, known.Figure.Source))]
            : [];
    }

    /// <summary>Runs every step.</summary>
    /// <param name="run">What to run; its effects are not looked at.</param>
    /// <param name="progress">Told the step's number, the number of steps and its name; may be null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The steps in order; where the run was ended early the last one may be of fewer images than the others.</returns>
    /// <exception cref="InputException">Network, data and numbers do not fit each other.</exception>
    public static ImmutableArray<AblationStep> Execute(
        InferenceRun run, Action<int, int, string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        _ = (run with { Effects = DeviceEffects.Of(run.Architecture) }).Check();
        if (run.Architecture.ReadsWhole)
        {
            throw new InputException(
                run.Architecture.Name, "reads arrays whole: mean and sigma are one current, and none of its effects can be left out alone; 'infer' has them all");
        }

        ImmutableArray<string> names = EffectNames.Of(DeviceEffects.Of(run.Architecture));
        var plan = new List<(string Name, bool IsCumulative, InferenceEffects Effects)> { (Ideal, true, InferenceEffects.None) };
        plan.AddRange(names.Select(name => (name, false, EffectNames.Parse(name))));
        InferenceEffects sum = InferenceEffects.None;
        foreach (string name in names)
        {
            sum |= EffectNames.Parse(name);
            plan.Add((name, true, sum));
        }

        var steps = ImmutableArray.CreateBuilder<AblationStep>();
        foreach ((string name, bool isCumulative, InferenceEffects effects) in plan)
        {
            progress?.Invoke(steps.Count, plan.Count, isCumulative && steps.Count > 0 ? "+ " + name : name);
            InferenceResult result = (run with { Effects = effects }).Execute(cancellation: cancellation);
            if (result.Predictions.Length > 0)
            {
                steps.Add(new AblationStep(name, isCumulative, effects, PredictionMeasures.Of(result.Predictions), result.Predictions.Length, result.Seconds));
            }

            if (result.IsPartial)
            {
                break;
            }
        }

        return steps.ToImmutable();
    }
}
