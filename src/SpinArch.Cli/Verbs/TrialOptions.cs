using System.CommandLine;

namespace SpinArch.Cli.Verbs;

/// <summary>
/// The options of every verb that watches many trials of a device: how many, of which thermal field, on how many threads.
/// </summary>
/// <param name="trials">How many trials unless given.</param>
/// <param name="description">What a trial is.</param>
internal sealed class TrialOptions(int trials, string description)
{
    private readonly Option<int> count = new("--trials") { Description = description, HelpName = "N", DefaultValueFactory = _ => trials };

    private readonly Option<ulong> seed = new("--seed")
    {
        Description = "Key of the thermal field: the same seed gives the same bytes.",
        HelpName = "X",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> threads = ThreadsOption.Create();

    /// <summary>The options, as they are listed.</summary>
    public IEnumerable<Option> All => [count, seed, threads];

    /// <summary>How many trials; the experiment says what is allowed.</summary>
    public int Trials(ParseResult result) => result.GetValue(count);

    /// <summary>Key of the thermal field.</summary>
    public ulong Seed(ParseResult result) => result.GetValue(seed);

    /// <summary>Threads; 0 for one a processor.</summary>
    public int Threads(ParseResult result) => ThreadsOption.Read(result, threads);
}
