using SpinArch.Cli;

namespace SpinArch.Tests.CommandLine;

/// <summary>What a shell is offered while a command line is typed.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("", "run", "sweep", "trace")]
    [InlineData("tr", "trace", "tradeoff", "train")]
    [InlineData("trace ex", "export")]
    [InlineData("run --sam", "--samples")]
    [InlineData("run --arch ", "all-spin", "all-spin-ideal")]
    [InlineData("run --arch all-spin-i", "all-spin-ideal")]
    [InlineData("run all-spin-m", "all-spin-mnist")]
    [InlineData("run --samples 5 --set crossbar.ro", "crossbar.rows=")]
    [InlineData("run --fan-in ", "gather", "tree")]
    [InlineData("run --output j", "json")]
    [InlineData("trace export run.strace --format pa", "parquet")]
    [InlineData("completion ", "bash", "fish", "pwsh", "zsh")]
    public void Offered_is_at_least(string line, params string[] expected)
    {
        string[] found = Of(line);

        Assert.Subset(found.ToHashSet(), expected.ToHashSet());
        Assert.All(found, word => Assert.StartsWith(line.Split(' ')[^1], word, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run --trace ")]
    [InlineData("asm ")]
    [InlineData("nosuch ")]
    [InlineData("run --nosuch ")]
    [InlineData("run --samples ")]
    public void Where_only_a_file_or_a_number_can_stand_nothing_is_offered_but_names(string line) =>
        Assert.DoesNotContain(Of(line), word => word.StartsWith('-'));

    [Fact]
    public void An_option_is_offered_once_and_one_that_repeats_always()
    {
        string[] found = Of("run --samples 5 --set crossbar.rows=64 --");

        Assert.DoesNotContain("--samples", found);
        Assert.Contains("--set", found);
        Assert.Contains("--inputs", found);
    }

    [Fact]
    public void After_a_network_no_verb_is_offered() => Assert.DoesNotContain("trace", Of("run all-spin-mnist "));

    private static string[] Of(string line) => CompletionWords.Of(SpinArch.Cli.CommandLine.Root(), line.Split(' '));
}
