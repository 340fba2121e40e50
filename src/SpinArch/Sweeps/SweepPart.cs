using System.Security.Cryptography;
using System.Text.Json;

namespace SpinArch.Sweeps;

/// <summary>One part of what the results of a sweep are of.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Hash">Its content.</param>
internal sealed record SweepPart(string Name, string Hash)
{
    /// <summary>
    /// The hash of a value as it is in memory, member by member: of what was read, not of files that lie where it was read from, so that
    /// nothing else counts and nothing that is read later is forgotten.
    /// </summary>
    public static string HashOf<T>(T value)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            JsonSerializer.Serialize(stream, value);
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }
}
