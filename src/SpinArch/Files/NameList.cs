namespace SpinArch.Files;

/// <summary>Reads a list of names in one option, <c>a,b,c</c>: none empty and none twice, since a repeated name would be ignored.</summary>
public static class NameList
{
    /// <summary>The names.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">Names separated by commas, blanks around them allowed.</param>
    /// <exception cref="InputException">A name is empty or given twice.</exception>
    public static string[] Parse(string option, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        if (names.Contains(""))
        {
            throw new InputException(option, "has an empty name; write names separated by commas");
        }

        return names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key is { } twice
            ? throw new InputException(option, $"names '{twice}' twice")
            : names;
    }
}
