using System.Reflection;
using System.Text.RegularExpressions;
using SpinArch.Compilation;
using SpinArch.Kernel;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Layers;

/// <summary>Arrows point down: Cli to SpinArch to Kernel, and between the namespaces of SpinArch as listed here.</summary>
public sealed class NamespaceLayerTests
{
    /// <summary>
    /// The namespaces of SpinArch from the lowest layer to the highest; those of one layer do not know each other. One that is
    /// listed with two words stands apart from the one that it is named after: what an activity is lies below the hardware,
    /// recording and analysing activities above it.
    /// </summary>
    private static readonly string[][] Layers =
    [
        ["Files"],
        ["Specs"],
        ["Devices", "Isa"],
        ["Arithmetic", "Networks", "Traces"],
        ["Costs"],
        ["Tiles"],
        ["Components"],
        ["Configuration"],
        ["Compilation", "Energy", "Hardware", "Training"],
        ["Cycles", "Functional", "Traces.Recording"],
        ["Devices.Pictures", "Reports"],
        ["Estimation"],
        ["Runs"],
        ["Traces.Analysis"],
        ["Comparisons", "Sweeps", "Traces.Debugging", "Traces.Explanation", "Traces.Export"],
        ["Pages"],
    ];

    private static Assembly Library => typeof(CompilerPipeline).Assembly;

    [Fact]
    public void The_kernel_knows_neither_the_library_nor_hardware()
    {
        Assert.All(typeof(Simulation).Assembly.GetReferencedAssemblies(), name => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal));
        var hardware = new Regex(@"\b(chip|tile|crossbar|neuron|adc|dac|sampler|mesh|flit|gaussian|instruction|network)s?\b", RegexOptions.IgnoreCase);
        Assert.All(Sources("src/SpinArch.Kernel"), file => Assert.DoesNotContain(File.ReadLines(file), line => Code(line) is { } code && hardware.IsMatch(code)));
    }

    [Fact]
    public void The_library_knows_no_command_line() =>
        Assert.DoesNotContain(Library.GetReferencedAssemblies(), name => name.Name is "SpinArch.Cli" or "System.CommandLine" or "Spectre.Console");

    [Fact]
    public void Every_namespace_of_the_library_has_its_layer() =>
        Assert.All(Library.GetTypes().Select(Part).OfType<string>().Distinct(), part => Assert.Contains(part, Layers.SelectMany(layer => layer)));

    [Fact]
    public void Types_refer_only_to_layers_below_their_own()
    {
        string[] wrong =
        [
            .. from type in Library.GetTypes()
               let part = Part(type)
               where part is not null
               from other in TypeReferences.Of(type)
               where other.Assembly == Library && Part(other) is { } below && !MayKnow(part, below)
               select $"{type.FullName} knows {other.FullName}",
        ];

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Using_directives_name_only_layers_below_their_own()
    {
        var directive = new Regex(@"^\s*(?:global )?using (?:static |\w+ = )?SpinArch\.([\w.]+)");
        string[] wrong =
        [
            .. from file in Sources("src/SpinArch")
               let part = Part(Path.GetRelativePath(RepositoryFile.PathOf("src/SpinArch"), Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.'))
               from line in File.ReadLines(file)
               let match = directive.Match(line)
               let other = Part(match.Groups[1].Value)
               where match.Success && other != "Kernel" && !MayKnow(part, other)
               select $"{Path.GetFileName(file)} of {part}: {line}",
        ];

        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_runs_start_a_machine()
    {
        var start = new Regex(@"\bnew Machine\(");
        Assert.All(
            Sources("src").Where(file => File.ReadLines(file).Any(line => Code(line) is { } code && start.IsMatch(code))),
            file => Assert.Equal(RepositoryFile.PathOf("src/SpinArch/Runs"), Path.GetDirectoryName(file)));
    }

    [Fact]
    public void A_reference_is_seen_in_a_field_a_signature_and_a_body()
    {
        HashSet<Type> found = TypeReferences.Of(typeof(Sample));

        Assert.Contains(typeof(Regex), found);
        Assert.Contains(typeof(Uri), found);
        Assert.Contains(typeof(CompilerPipeline), found);
        Assert.DoesNotContain(typeof(Simulation), found);
    }

    [Theory]
    [InlineData("Reports", "Hardware", true)]
    [InlineData("Hardware", "Specs", true)]
    [InlineData("Hardware", "Hardware", true)]
    [InlineData("Hardware", "Compilation", false)]
    [InlineData("Compilation", "Hardware", false)]
    [InlineData("Specs", "Isa", false)]
    [InlineData("Hardware", "Traces", true)]
    [InlineData("Hardware", "Traces.Recording", false)]
    public void A_layer_may_know_itself_and_those_below(string part, string other, bool may) => Assert.Equal(may, MayKnow(part, other));

    private static bool MayKnow(string part, string other) => part == other || LayerOf(other) < LayerOf(part);

    private static int LayerOf(string part) => Array.FindIndex(Layers, layer => layer.Contains(part));

    // The part of SpinArch that a type belongs to; null for what the compiler makes outside of all.
    private static string? Part(Type type) =>
        type.Namespace is { } name && name.StartsWith("SpinArch.", StringComparison.Ordinal) ? Part(name["SpinArch.".Length..]) : null;

    // The first two words of a namespace where they are listed, else the first.
    private static string Part(string name)
    {
        string[] words = name.Split('.');
        string two = string.Join('.', words.Take(2));
        return LayerOf(two) >= 0 ? two : words[0];
    }

    // A line without its comment; null where nothing else is on it.
    private static string? Code(string line) => line.Split("//")[0] is { } code && code.Trim().Length > 0 ? code : null;

    private static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(RepositoryFile.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"));

    private sealed class Sample
    {
        private readonly List<Regex[]> field = [];

        public Uri? Signature() => field.Count == 0 ? null : throw new InvalidOperationException(nameof(CompilerPipeline));

        public void Body() => CompilerPipeline.Compile(null!, null!, field.Count, 1);
    }
}
