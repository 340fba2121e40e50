namespace SpinArch.Configuration;

/// <summary>One value that holds in the end, and why.</summary>
/// <param name="Key">Its dotted key.</param>
/// <param name="Value">The value used, in one spelling; <c>"rows"</c> is already replaced by the crossbar's rows.</param>
/// <param name="Written">The value as it was written.</param>
/// <param name="Unit">Its unit; empty for words.</param>
/// <param name="Layer">The layer that set it.</param>
/// <param name="Place">File with line and column, the option or the variable.</param>
/// <param name="Source">Where the figure stands; empty where its layer gives none.</param>
/// <param name="Assumption">True where no publication gives the figure.</param>
public sealed record EffectiveValue(
    string Key, string Value, string Written, string Unit, string Layer, string Place, string Source, bool Assumption);
