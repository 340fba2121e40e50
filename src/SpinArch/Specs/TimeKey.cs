using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpinArch.Kernel;

namespace SpinArch.Specs;

/// <summary>A time in nanoseconds that is a whole number of picoseconds, at most a millisecond.</summary>
internal sealed class TimeKey(string name, bool mayBeZero, string summary, Func<ArchitectureSpec, Picoseconds, ArchitectureSpec> set)
    : TypedKey<Picoseconds>(name, "ns", summary, set)
{
    private const long LongestPicoseconds = 1_000_000_000;

    /// <inheritdoc/>
    public override bool KeepsProgram { get; init; } = true;

    /// <inheritdoc/>
    public override string Allowed => mayBeZero
        ? "nanoseconds from 0 to 1000000, to a whole picosecond (0.001)"
        : "nanoseconds from 0.001 to 1000000, to a whole picosecond (0.001)";

    /// <inheritdoc/>
    internal override bool Accepts(JsonTokenType token, string text) => token == JsonTokenType.Number;

    /// <inheritdoc/>
    internal override JsonObject Schema() => new()
    {
        ["type"] = "number",
        ["minimum"] = mayBeZero ? 0 : 0.001m,
        ["maximum"] = LongestPicoseconds / 1000,
    };

    /// <inheritdoc/>
    protected override string? Parse(string text, out Picoseconds value)
    {
        value = Picoseconds.Zero;
        if (!NumberText.TryFinite(text, out double rough))
        {
            return "is no number";
        }

        if (rough is < 0 or > LongestPicoseconds / 1000.0 || (rough == 0 && !mayBeZero))
        {
            return "is out of range";
        }

        // Exactly, in decimal: 0.3 ns is 300 ps, which binary floating point cannot say.
        if (!NumberText.TryExact(text, out decimal nanoseconds) || !decimal.IsInteger(nanoseconds * 1000))
        {
            return "is no whole number of picoseconds";
        }

        value = new Picoseconds((long)(nanoseconds * 1000));
        return null;
    }

    /// <inheritdoc/>
    protected override string Format(Picoseconds value) =>
        (value.Value / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    protected override bool TryScale(Picoseconds value, bool isTwice, out Picoseconds scaled)
    {
        scaled = new Picoseconds(isTwice ? checked(2 * value.Value) : (value.Value + 1) / 2);
        return scaled != value;
    }
}
