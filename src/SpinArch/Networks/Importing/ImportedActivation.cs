namespace SpinArch.Networks.Importing;

/// <summary>What follows the sum of a node.</summary>
/// <param name="Function">The function.</param>
internal readonly record struct ImportedActivation(ImportedFunction Function)
{
    /// <summary>The names of a network file that an option may say.</summary>
    public static IEnumerable<string> Names =>
        Enum.GetValues<ImportedFunction>().Where(function => function != ImportedFunction.None).Select(NameOf);

    /// <summary>The name in a network file.</summary>
    public string Name => NameOf(Function);

    private static string NameOf(ImportedFunction function) => function switch
    {
        ImportedFunction.None => "none",
        ImportedFunction.SaturatingLinear => "saturatingLinear",
        ImportedFunction.Relu => "relu",
        ImportedFunction.Sign => "sign",
    };

    /// <summary>The activation of a name, or null.</summary>
    public static ImportedActivation? Find(string name) => Enum.GetValues<ImportedFunction>()
        .Where(function => NameOf(function) == name)
        .Select(function => (ImportedActivation?)new ImportedActivation(function))
        .FirstOrDefault();
}
