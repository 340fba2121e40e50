namespace SpinArch.Tests.Isa;

/// <summary>Files of the repository that tests compare with, and their blessing.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static bool Bless => Environment.GetEnvironmentVariable("SPINARCH_BLESS") == "1";

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string ReadText(string relative) => File.ReadAllText(PathOf(relative)).ReplaceLineEndings("\n");

    /// <summary>Asserts that a file holds a text, or writes it there when SPINARCH_BLESS is 1.</summary>
    public static void AssertHolds(string relative, string expected)
    {
        if (Bless)
        {
            File.WriteAllText(PathOf(relative), expected);
        }

        Assert.Equal(expected, ReadText(relative));
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SpinArch.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
