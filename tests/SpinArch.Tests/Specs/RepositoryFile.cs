namespace SpinArch.Tests.Specs;

/// <summary>Files of the repository that are made from tables; <c>SPINARCH_BLESS=1</c> writes them anew.</summary>
internal static class RepositoryFile
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static void ShouldHold(string path, string expected)
    {
        string full = PathOf(path);
        if (Environment.GetEnvironmentVariable("SPINARCH_BLESS") == "1")
        {
            File.WriteAllText(full, expected);
        }

        Assert.True(File.Exists(full), $"{path} is missing; SPINARCH_BLESS=1 dotnet test writes it");
        Assert.Equal(expected, File.ReadAllText(full));
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SpinArch.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside the repository");
    }
}
