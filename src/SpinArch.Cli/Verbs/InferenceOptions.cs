using System.CommandLine;
using SpinArch.Configuration;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary>The argument and options of every verb that infers a data set.</summary>
internal sealed class InferenceOptions
{
    private const string Mnist = "mnist";
    /// <summary>The word for the images that are shipped.</summary>
    public const string Shipped = "shipped";


    private readonly Argument<string> network = new("NETWORK")
    {
        Description = "The network: a name ('list networks'), a file or a folder.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => DefaultNames.Shipped().Network,
    };

    private readonly Option<string> data = new("--data")
    {
        Description = "A folder with idx files, a .npz with 'images' and 'labels', 'mnist' (fetched by 'data mnist') or 'shipped' (100 images).",
        HelpName = "DATA",
        DefaultValueFactory = _ => Shipped,
    };

    private readonly Option<int?> images = new("--images") { Description = "How many images, from the first; all unless given.", HelpName = "N" };

    private readonly bool withSamples;

    private readonly Option<int> samples = new("--samples")
    {
        Description = "Monte-Carlo samples an image.",
        HelpName = "S",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<ulong> seed = new("--seed") { Description = "Key of all draws.", HelpName = "X", DefaultValueFactory = _ => 1 };

    private readonly Option<int> threads = ThreadsOption.Create();

    private readonly ArchitectureOptions architecture = new();

    /// <param name="withSamples">Whether the number of samples is among them.</param>
    public InferenceOptions(bool withSamples = true) => this.withSamples = withSamples;

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(network);
        command.Options.Add(data);
        command.Options.Add(images);
        if (withSamples)
        {
            command.Options.Add(samples);
        }

        command.Options.Add(seed);
        command.Options.Add(threads);
        architecture.AddTo(command);
    }

    /// <summary>Reads what the options name.</summary>
    /// <param name="result">The parsed command line.</param>
    public InferenceRun Run(ParseResult result) => Run(result, architecture.Load(result));

    /// <summary>The other data of a name: made of the run's own, fetched, or of a folder.</summary>
    /// <param name="name"><c>fashion</c>, <c>rotated</c>, <c>noisy</c>, a folder with idx files or a NumPy archive; labels of the last two are not looked at.</param>
    /// <param name="run">The run whose data set is the known one.</param>
    public static IdxDataSet Other(string name, InferenceRun run) => Other(name, run.Data, run.Seed);

    /// <summary>The same beside any data.</summary>
    public static IdxDataSet Other(string name, IdxDataSet data, ulong seed) => name switch
    {
        "fashion" when !Directory.Exists(DataVerb.FashionFolder) => throw new InputException(DataVerb.FashionFolder, "is not there; 'data fashion' fetches it, or use --ood rotated,noisy"),
        "fashion" => IdxDataSet.Read(DataVerb.FashionFolder, IdxSplit.Test),
        "rotated" => AlteredImages.Rotated(data),
        "noisy" => AlteredImages.Noisy(data, (uint)seed),
        _ => IdxDataSet.OpenUnlabelled(name),
    };

    private InferenceRun Run(ParseResult result, EffectiveConfiguration configuration) => new()
    {
        Architecture = configuration.Architecture,
        Network = NetworkOptions.Read(result, network, configuration),
        Data = Read(result.GetRequiredValue(data)),
        DataName = NameOf(result.GetRequiredValue(data)),
        Images = result.GetValue(images),
        Samples = withSamples ? result.GetValue(samples) : 1,
        Seed = result.GetValue(seed),
        Threads = ThreadsOption.Read(result, threads),
    };

    /// <summary>What images are called in reports.</summary>
    public static string NameOf(string data) => data == Shipped ? DefaultNames.Shipped().Images : data;

    /// <summary>Reads the images of a name, folder or archive.</summary>
    public static IdxDataSet Read(string data) => IdxDataSet.Open(PathOf(data));

    /// <summary>The same where labels are of no interest.</summary>
    public static IdxDataSet ReadUnlabelled(string data) => IdxDataSet.OpenUnlabelled(PathOf(data));

    private static string PathOf(string data)
    {
        string folder = data switch
        {
            Mnist => DataVerb.DefaultFolder,
            Shipped => Path.Combine(ConfigurationCatalog.Shipped().Root, "networks", DefaultNames.Shipped().Images),
            _ => data,
        };
        return data == Mnist && !Directory.Exists(folder)
            ? throw new InputException(folder, "is not there; 'data mnist' fetches it, or use --data shipped")
            : folder;
    }
}
