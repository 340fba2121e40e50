using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests;

/// <summary>What the files of the project say about it: libraries named, one version everywhere, links that lead somewhere.</summary>
public sealed class ProjectFilesTests
{
    [Fact]
    public void Every_library_that_is_shipped_stands_in_the_notices()
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(RepositoryFile.PathOf("src/SpinArch.Cli/packages.lock.json")));
        string notices = File.ReadAllText(RepositoryFile.PathOf("NOTICE.md"));
        string[] unnamed =
        [
            .. from framework in locked.RootElement.GetProperty("dependencies").EnumerateObject()
               from library in framework.Value.EnumerateObject()
               where library.Value.GetProperty("type").GetString() != "Project" && !NameForms(library.Name).Any(form => notices.Contains(form, StringComparison.Ordinal))
               select library.Name,
        ];

        Assert.Empty(unnamed.Distinct());
    }

    [Fact]
    public void Citation_and_packages_name_one_version()
    {
        string version = XDocument.Load(RepositoryFile.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

        Assert.Contains($"\nversion: {version}\n", File.ReadAllText(RepositoryFile.PathOf("CITATION.cff")), StringComparison.Ordinal);
        Assert.Contains($"\n## {version}\n", File.ReadAllText(RepositoryFile.PathOf("CHANGELOG.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_relative_link_of_a_page_leads_to_a_file()
    {
        string root = RepositoryFile.PathOf("README.md")[..^"README.md".Length];
        string[] folders = ["docs", "configs", "isa", "python", ".github"];
        IEnumerable<string> pages = Directory.EnumerateFiles(root, "*.md").Concat(
            folders.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)));
        string[] broken =
        [
            .. from page in pages
               from Match link in Regex.Matches(File.ReadAllText(page), @"\]\(([^)#\s:]+)(?:#[^)]*)?\)")
               let target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)
               where !File.Exists(target) && !Directory.Exists(target)
               select $"{Path.GetRelativePath(root, page)}: {link.Groups[1].Value}",
        ];

        Assert.Empty(broken);
    }

    // As packages are named in the notices: whole, or by the family that shares an owner and a licence.
    private static string[] NameForms(string library) => library switch
    {
        _ when library.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) => ["Microsoft.Extensions.*"],
        _ when library.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal) => ["SQLitePCLRaw"],
        "MathNet.Numerics" => ["Math.NET Numerics"],
        "Spectre.Console.Ansi" => ["Spectre.Console"],
        "Microsoft.Data.Sqlite.Core" => ["Microsoft.Data.Sqlite"],
        _ => [library],
    };
}
