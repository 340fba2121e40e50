namespace SpinArch.Specs;

/// <summary>How programs and reports write a <see cref="ColumnSum"/>.</summary>
internal static class ColumnSumNames
{
    /// <summary>The words, by number.</summary>
    public static string[] All { get; } = ["digital", "neuron", "element", "cell"];

    /// <summary>The word.</summary>
    public static string Of(ColumnSum sum) => All[(int)sum];

    /// <summary>What a word means, which is one of <see cref="All"/>.</summary>
    public static ColumnSum Find(string word) => (ColumnSum)Array.IndexOf(All, word);
}
