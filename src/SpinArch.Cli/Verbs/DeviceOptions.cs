using System.CommandLine;
using SpinArch.Devices;
using SpinArch.Files;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary>The argument and option of every verb that needs a device: which, and <c>--set</c>.</summary>
/// <param name="standard">Which of the defaults is the device where none is named.</param>
internal sealed class DeviceOptions(Func<DefaultNames, string> standard)
{
    private readonly Argument<string> device = new("DEVICE")
    {
        Description = "The device: a name ('list devices') or a file.",
        DefaultValueFactory = _ => standard(DefaultNames.Shipped()),
    };

    private readonly Option<string[]> settings = new("--set")
    {
        Description = "One parameter of the device anew, in its unit, for instance magnet.damping=0.02; may be repeated.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(device);
        command.Options.Add(settings);
    }

    /// <summary>Reads the device.</summary>
    public DeviceDescription Read(ParseResult result) =>
        DeviceFile.Read(DeviceCatalog.Resolve(result.GetRequiredValue(device))).With(result.GetValue(settings) ?? []);

    /// <summary>An option that takes a number and may be given again.</summary>
    public static Option<string[]> Numbers(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [] };

    /// <summary>The numbers of such an option, held to a range.</summary>
    /// <exception cref="InputException">One is no number or out of range.</exception>
    public static double[] Values(ParseResult result, Option<string[]> option, double least, double most) =>
        [.. (result.GetValue(option) ?? []).Select(text => DeviceNumber.Parse(option.Name, text, least, most))];

    /// <summary>The number of an option that takes one, or null where it is not given.</summary>
    /// <exception cref="InputException">It is no number or out of range.</exception>
    public static double? Value(ParseResult result, Option<string?> option, double least, double most) =>
        result.GetValue(option) is { } text ? DeviceNumber.Parse(option.Name, text, least, most) : null;
}
