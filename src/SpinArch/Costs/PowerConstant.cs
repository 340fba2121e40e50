using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Costs;

/// <summary>
/// A published power that is multiplied by times: whole quectojoules a picosecond where it is a whole number of them, which makes it a
/// product of integers.
/// </summary>
internal readonly struct PowerConstant
{
    private const decimal QuectojoulesPerMilliwattPicosecond = 1e15m;

    private readonly decimal milliwatts;
    private readonly long whole;

    /// <summary>Takes the constant out of a technology.</summary>
    public PowerConstant(TechnologySpec technology, string key, decimal times = 1)
    {
        milliwatts = (decimal)technology[key].Value * times;
        decimal perPicosecond = milliwatts * QuectojoulesPerMilliwattPicosecond;
        whole = perPicosecond == decimal.Truncate(perPicosecond) && perPicosecond < long.MaxValue ? (long)perPicosecond : -1;
    }

    /// <summary>The same times a factor of <see cref="CostLaws"/>.</summary>
    /// <param name="picoseconds">For how long [ps].</param>
    /// <param name="times">The factor.</param>
    public Quectojoules Over(long picoseconds, decimal times) => times == 1
        ? Over(picoseconds)
        : Quectojoules.FromPower(milliwatts * times, new Picoseconds(picoseconds));

    /// <summary>Energy over a time [qJ], the same number as <see cref="Quectojoules.FromPower"/> gives.</summary>
    /// <param name="picoseconds">For how long [ps].</param>
    /// <param name="times">Bits that multiply the power.</param>
    public Quectojoules Over(long picoseconds, int times = 1) => whole >= 0
        ? new Quectojoules((Int128)whole * picoseconds) * times
        : Quectojoules.FromPower(milliwatts * times, new Picoseconds(picoseconds));
}
