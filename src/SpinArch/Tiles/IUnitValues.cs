namespace SpinArch.Tiles;

/// <summary>Computes the values of a unit, and nothing else: when, how long and from where to where the plan says.</summary>
internal interface IUnitValues
{
    /// <summary>What an operation does to values. It runs millions of times a second and allocates nothing.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="block">The block that it is for.</param>
    void Compute(in Operation operation, IBlock block);
}
