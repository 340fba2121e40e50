namespace SpinArch.Functional;

/// <summary>One row of an ablation: an effect alone, or with all before it.</summary>
/// <param name="Name">The effect, or <c>ideal</c>.</param>
/// <param name="IsCumulative">Whether the effects before it are in force too.</param>
/// <param name="Effects">What is in force.</param>
/// <param name="Measures">What came out.</param>
/// <param name="Images">Images it is of: fewer than asked for in the step that an interruption cut short, which is the last.</param>
/// <param name="Seconds">Wall time [s].</param>
public sealed record AblationStep(string Name, bool IsCumulative, InferenceEffects Effects, PredictionMeasures Measures, int Images, double Seconds);
