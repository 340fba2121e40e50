using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using SpinArch.Files;
using SpinArch.Networks;
using SpinArch.Networks.Importing;

namespace SpinArch.Cli.Verbs;

/// <summary><c>import</c>: a network of another program becomes a folder that every verb takes.</summary>
internal static class ImportVerb
{
    private const int CalibrationImages = 256;

    /// <summary>Makes the command.</summary>
    /// <returns><c>import</c>.</returns>
    public static Command Create()
    {
        var model = new Argument<string>("MODEL")
        {
            Description = "An ONNX model (.onnx) or a state dictionary of PyTorch as a NumPy archive (.npz).",
        };
        var folder = new Option<string?>("--out") { Description = "The folder for network.json and weights.npz.", HelpName = "FOLDER" };
        var check = new Option<bool>("--check")
        {
            Description = "Say all that is in the way of an import, a line each, and write nothing.",
        };
        var sigma = new Option<string?>("--sigma")
        {
            Description = "Standard deviations: an .onnx or .npz with tensors of the same names; with --mu-rho, where the rhos are.",
            HelpName = "FILE",
        };
        var scale = new Option<double?>("--sigma-scale")
        {
            Description = "Assume a deviation of S times every weight's magnitude.",
            HelpName = "S",
        };
        var muRho = new Option<string?>("--mu-rho")
        {
            Description = $"How a library of Bayesian layers names its parameters: {string.Join(", ", NetworkImport.Namings)}.",
            HelpName = "NAMING",
        };
        var activation = new Option<string?>("--activation")
        {
            Description = $"What follows hidden layers of a state dictionary: {string.Join(", ", NetworkImport.Activations)}; relu unless "
                + "given.",
            HelpName = "NAME",
        };
        var input = new Option<string?>("--input")
        {
            Description = "The shape of an input where the model leaves it open, without the batch: 3,32,32.",
            HelpName = "SHAPE",
        };
        var calibration = new Option<string?>("--calibration")
        {
            Description = $"Images for the converters' ranges, as --data of infer has them; up to {CalibrationImages}, evenly over all.",
            HelpName = "DATA",
        };
        var name = new Option<string?>("--name") { Description = "The network's name; that of the file unless given.", HelpName = "NAME" };
        var import = new Command(
            "import",
            """
            Import a network from ONNX or PyTorch into a folder that run, infer and all others take.

            Examples:
              import model.onnx --check
              import model.onnx --sigma-scale 0.1 --calibration mnist --out mine
              import model.onnx --sigma sigma.onnx --out mine
              import state.npz --mu-rho blitz --out mine
            """)
        {
            model, folder, check, sigma, scale, muRho, activation, input, calibration, name,
        };
        import.SetAction(result =>
        {
            string file = result.GetRequiredValue(model);
            var request = new NetworkImport
            {
                Model = file,
                Name = result.GetValue(name) ?? Path.GetFileNameWithoutExtension(file),
                Sigma = result.GetValue(sigma),
                SigmaScale = result.GetValue(scale),
                MuRho = result.GetValue(muRho),
                Activation = result.GetValue(activation),
                Input = result.GetValue(input) is { } shape ? Shape(shape) : null,
                Calibration = result.GetValue(calibration) is { } data ? Images(data) : [],
            };
            string? target = result.GetValue(folder);
            if (result.GetValue(check) == (target is not null))
            {
                throw new InputException("import", target is null
                    ? "--out FOLDER says where the network goes (or --check writes nothing and says what is in the way)"
                    : "--check writes nothing; leave out --out, or --check");
            }

            return target is null ? Check(request.Check(), file) : Written(request.Write(target), target);
        });
        return import;
    }

    private static int Check(ImportOutcome outcome, string file)
    {
        foreach (string fault in outcome.Faults)
        {
            Console.Out.WriteLine(fault);
        }

        if (!outcome.Faults.IsEmpty)
        {
            return Failure.WrongInput;
        }

        Show(outcome);
        Console.Out.WriteLine($"{file} can be imported: give --out FOLDER in place of --check.");
        return 0;
    }

    private static int Written(ImportOutcome outcome, string folder)
    {
        Show(outcome);
        Console.Out.WriteLine($"Written to {folder}. Next: infer {folder} --effects none (the network in real numbers), run {folder}.");
        return 0;
    }

    private static void Show(ImportOutcome outcome)
    {
        Table table = TableOutput.Table("Layer", "Kind", "From", "Gives", "Activation", "Weights", "Drawn");
        foreach (ImportedLayer layer in outcome.Layers)
        {
            string weights = layer.Weights.ToString("N0", CultureInfo.InvariantCulture);
            string[] cells = [layer.Name, layer.Kind, layer.From, layer.Shape, layer.Activation, layer.Weights == 0 ? "" : weights,
                layer.IsDrawn ? "yes" : ""];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        TableOutput.Console().Write(table);
        foreach (string note in outcome.Notes)
        {
            Console.Out.WriteLine(note);
        }
    }

    private static ImmutableArray<int> Shape(string text)
    {
        string[] words = text.Split(',');
        int[] extents = [.. words.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int extent)
            ? extent : 0)];
        return extents.Length <= 3 && extents.All(extent => extent > 0)
            ? [.. extents]
            : throw new InputException("--input", $"'{text}' is no shape of one to three whole numbers, 3,32,32 say");
    }

    private static ImmutableArray<byte[]> Images(string data)
    {
        IdxImages images = InferenceOptions.ReadUnlabelled(data).Images;
        int count = Math.Min(images.Count, CalibrationImages);
        return [.. Enumerable.Range(0, count).Select(image => images[(int)((long)image * images.Count / count)].ToArray())];
    }
}
