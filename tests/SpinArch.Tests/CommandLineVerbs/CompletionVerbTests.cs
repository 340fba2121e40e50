using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.CommandLineVerbs;

[Collection(ConsoleTests.Name)]
public sealed class CompletionVerbTests
{
    [Theory]
    [InlineData("bash", "complete -o default -F _spinarch spinarch")]
    [InlineData("zsh", "compdef _spinarch spinarch")]
    [InlineData("fish", "complete -c spinarch")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public void A_script_for_each_shell(string shell, string line)
    {
        Invocation ran = Invocation.Of("completion", shell);

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains(line, ran.Output, StringComparison.Ordinal);
        Assert.Contains("__complete", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_typed_line_is_answered_with_words_and_code_0()
    {
        Invocation ran = Invocation.Of("__complete", "run", "--outp");

        Assert.Equal((0, "--output"), (ran.ExitCode, ran.Output.Trim()));
    }
}
