namespace SpinArch.Specs;

/// <summary>One constant of a technology file: its value, its unit and where it was published.</summary>
/// <param name="Key">Dotted key, <c>trng.bitEnergy</c> say.</param>
/// <param name="Value">The value in <paramref name="Unit"/>.</param>
/// <param name="Unit"><c>fJ</c>, <c>mW</c>, <c>mm2</c>, <c>V</c>, <c>ohm</c>, <c>ns</c> or <c>1</c>.</param>
/// <param name="Source">Where the figure stands; never empty.</param>
/// <param name="Assumption">True where no publication gives the figure.</param>
public sealed record TechnologyConstant(string Key, double Value, string Unit, string Source, bool Assumption);
