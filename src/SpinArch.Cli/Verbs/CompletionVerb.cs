using System.CommandLine;

namespace SpinArch.Cli.Verbs;

/// <summary><c>completion SHELL</c>: the script that teaches a shell the verbs, options and names of this program.</summary>
internal static class CompletionVerb
{
    // Each asks the program itself, so that no script grows old; where it has no answer the shell completes file names.
    private const string Bash = """
        _spinarch() {
            local IFS=$'\n'
            local words=("${COMP_WORDS[@]:1:COMP_CWORD}")
            COMPREPLY=($("${COMP_WORDS[0]}" __complete "${words[@]}" 2> /dev/null))
            [[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2> /dev/null
        }
        complete -o default -F _spinarch spinarch
        """;

    private const string Zsh = """
        #compdef spinarch
        _spinarch() {
            local -a found
            found=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2> /dev/null)}")
            if [[ -n ${found[1]} ]]; then
                compadd -S '' -q -- ${(M)found:#*=}
                compadd -- ${found:#*=}
            else
                _files
            fi
        }
        compdef _spinarch spinarch
        """;

    private const string Fish = """
        function __spinarch_complete
            set -l words (commandline -opc) (commandline -ct)
            $words[1] __complete $words[2..-1] 2> /dev/null
        end
        complete -c spinarch -a '(__spinarch_complete)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName spinarch -ScriptBlock {
            param($word, $tree, $position)
            $words = @($tree.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position -or ($word -eq '' -and $_.Extent.EndOffset -le $position) } | ForEach-Object { $_.ToString() })
            $program = $words[0]
            $rest = @($words | Select-Object -Skip 1) + @("$word")
            & $program __complete @rest 2> $null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    private static readonly (string Name, string Script)[] Shells = [("bash", Bash), ("zsh", Zsh), ("fish", Fish), ("pwsh", PowerShell)];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh (PowerShell 7.3 or newer)." };
        shell.AcceptOnlyFromAmong([.. Shells.Select(known => known.Name)]);
        var command = new Command(
            "completion",
            """
            Print the script with which a shell completes verbs, options, keys and names.

            Examples:
              completion bash >> ~/.bashrc
              completion zsh > "${fpath[1]}/_spinarch"
              completion fish > ~/.config/fish/completions/spinarch.fish
              completion pwsh >> $PROFILE
            """) { shell };
        command.SetAction(result =>
        {
            Console.Out.Write(Shells.Single(known => known.Name == result.GetRequiredValue(shell)).Script.ReplaceLineEndings("\n") + "\n");
            return 0;
        });
        return command;
    }
}
