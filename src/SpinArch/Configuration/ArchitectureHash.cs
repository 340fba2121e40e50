using System.Security.Cryptography;
using System.Text;

namespace SpinArch.Configuration;

/// <summary>
/// The identity of what a program depends on: structure, widths, times and mapping. Activity assumptions, imperfections, the
/// scope of a draw and energy constants stay out, since they change no instruction, and so does everything about where a value came from.
/// </summary>
internal static class ArchitectureHash
{
    private const string Version = "spinarch-architecture-1";

    /// <summary>SHA-256 over <c>key=value</c> lines in ordinal order, as lower-case hexadecimal.</summary>
    internal static string Of(IEnumerable<EffectiveValue> values)
    {
        IEnumerable<string> lines = values
            .Where(value => !value.Key.StartsWith("activity.", StringComparison.Ordinal)
                && !value.Key.StartsWith("device.", StringComparison.Ordinal)
                && !value.Key.StartsWith("sampling.", StringComparison.Ordinal))
            .Select(value => $"{value.Key}={value.Value}")
            .Order(StringComparer.Ordinal)
            .Prepend(Version);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
