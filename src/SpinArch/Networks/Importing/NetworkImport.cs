using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Files;
using SpinArch.Networks.Onnx;
using SpinArch.Specs;

namespace SpinArch.Networks.Importing;

/// <summary>Brings a network of another program over: a model of ONNX, or a state dictionary of PyTorch in a NumPy archive.</summary>
public sealed record NetworkImport
{
    private const string Archive = ".npz";

    /// <summary>The file.</summary>
    public required string Model { get; init; }

    /// <summary>The name that the network is to have.</summary>
    public required string Name { get; init; }

    /// <summary>A file with tensors of the same names that hold standard deviations, or null.</summary>
    public string? Sigma { get; init; }

    /// <summary>Deviation over magnitude of every weight, or null.</summary>
    public double? SigmaScale { get; init; }

    /// <summary>How a library of Bayesian layers names its parameters, or null.</summary>
    public string? MuRho { get; init; }

    /// <summary>What follows hidden layers of a state dictionary, or null where nothing was said.</summary>
    public string? Activation { get; init; }

    /// <summary>The shape of an input, where the model leaves it open.</summary>
    public ImmutableArray<int>? Input { get; init; }

    /// <summary>Images for the converters' ranges, bytes; empty where none were given.</summary>
    public ImmutableArray<byte[]> Calibration { get; init; } = [];

    /// <summary>The names that <see cref="MuRho"/> may have.</summary>
    public static IEnumerable<string> Namings => MuRhoNaming.All.Select(naming => naming.Name);

    /// <summary>The names that <see cref="Activation"/> may have.</summary>
    public static IEnumerable<string> Activations => ImportedActivation.Names;

    /// <summary>Reads the file and says all that is in the way of it, a line each; nothing is written.</summary>
    /// <returns>Faults, and what the user should know.</returns>
    /// <exception cref="InputException">A file cannot be read at all, or settings do not go together.</exception>
    public ImportOutcome Check()
    {
        ImportReading reading = Read();
        return ImportOutcome.Of(reading, reading.Faults.IsEmpty ? Network(reading) : null);
    }

    /// <summary>Reads the file and writes a folder that every verb takes.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="InputException">Something cannot be brought over; nothing is written.</exception>
    public ImportOutcome Write(string folder)
    {
        ImportReading reading = Read();
        reading.ThrowIfFaulty();
        ImportedNetwork network = Network(reading);
        NetworkFolder.Write(folder, network);
        return ImportOutcome.Of(reading, network);
    }

    private ImportReading Read()
    {
        if (SigmaScale is { } scale && !(scale >= 0 && scale <= 1e6))
        {
            throw new InputException("--sigma-scale", FormattableString.Invariant($"{scale} is out of range; allowed is 0 to 1000000"));
        }

        if (SigmaScale is not null && (Sigma is not null || MuRho is not null))
        {
            throw new InputException("--sigma-scale", "assumes deviations that --sigma or --mu-rho give; one of them is enough");
        }

        MuRhoNaming? naming = MuRho is null ? null
            : MuRhoNaming.Find(MuRho)
                ?? throw new InputException("--mu-rho", $"'{Quoted.Short(MuRho)}' is not known; known are {string.Join(", ", Namings)}");
        bool isState = IsArchive(Model);
        if (isState && Input is not null)
        {
            throw new InputException("--input",
                "says a shape that ONNX files may leave open; a state dictionary has weights for so many inputs");
        }

        if (!isState && Activation is not null)
        {
            throw new InputException("--activation", "says what follows the layers of a state dictionary; an ONNX model says it itself");
        }

        ImportedActivation hidden = Activation is null ? new ImportedActivation(ImportedFunction.Relu)
            : ImportedActivation.Find(Activation)
                ?? throw new InputException("--activation",
                    $"'{Quoted.Short(Activation)}' is not known; known are {string.Join(", ", Activations)}");
        return isState
            ? StateDictionaryReader.Read(Model, naming, hidden, own => Deviations(naming, own))
            : OnnxModelReader.Read(Model, Input, own => Deviations(naming, own));
    }

    private IDeviations Deviations(MuRhoNaming? naming, Func<string, NamedTensor?> own)
    {
        string place = Sigma ?? Model;
        Func<string, NamedTensor?> find = Sigma is null ? own : IsArchive(Sigma) ? StateDictionaryReader.Tensors(Sigma)
            : OnnxModelReader.Constants(Sigma);
        return naming is not null ? new MuRhoDeviations(naming, place, find)
            : Sigma is not null ? new TensorDeviations(place, find)
            : SigmaScale is { } scale ? new RelativeDeviations(scale)
            : new NoDeviations();
    }

    private ImportedNetwork Network(ImportReading reading)
    {
        int values = reading.Input.Aggregate(1, (count, extent) => count * extent);
        foreach (byte[] image in Calibration.Where(image => image.Length != values))
        {
            string text = MapShape.Text(reading.Input);
            string sizes = string.Create(CultureInfo.InvariantCulture,
                $"{image.Length} values; an input of the network has {values}, {text}");
            throw new InputException("--calibration", $"has images of {sizes}");
        }

        return new ImportedNetwork
        {
            Name = Name,
            Description = $"imported from {Quoted.Line(Path.GetFileName(Model))}",
            Input = reading.Input,
            Nodes = reading.Nodes,
            Notes = reading.Notes,
            Calibration = Calibration,
        };
    }

    private static bool IsArchive(string path) => Path.GetExtension(path).Equals(Archive, StringComparison.OrdinalIgnoreCase);
}
