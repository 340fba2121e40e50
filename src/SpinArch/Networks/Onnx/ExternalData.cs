using System.Globalization;
using global::Onnx;
using SpinArch.Files;
using SpinArch.Networks.Importing;
using SpinArch.Specs;

namespace SpinArch.Networks.Onnx;

/// <summary>
/// Elements of tensors that lie in files beside a model. A model names these files, and a stranger made the model: only files in its own
/// folder are opened, links that lead out of it are not followed, and what is read is as long as the tensor, not as the model says.
/// </summary>
/// <param name="model">The model file.</param>
internal sealed class ExternalData(string model)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(model))!;

    /// <summary>Reads the elements of a tensor.</summary>
    /// <param name="what">The tensor, for messages.</param>
    /// <param name="tensor">As the model has it.</param>
    /// <param name="length">Bytes that its shape and type need.</param>
    public byte[] Read(string what, TensorProto tensor, long length)
    {
        string? location = Entry(tensor, "location");
        if (string.IsNullOrEmpty(location))
        {
            throw new ImportFault($"{what} in external data without a location");
        }

        string path = PathOf(what, location);
        long offset = Number(what, tensor, "offset") ?? 0;
        if (Number(what, tensor, "length") is { } said && said != length)
        {
            throw new ImportFault(FormattableString.Invariant($"{what} of {length} bytes; its external data is said to have {said}"));
        }

        try
        {
            using FileStream stream = InputFile.Open(path);
            if (offset > stream.Length - length)
            {
                throw new ImportFault(FormattableString.Invariant(
                    $"{what} of {length} bytes from {offset} on in '{Quoted.Short(location)}', which has {stream.Length}"));
            }

            stream.Position = offset;
            byte[] bytes = new byte[length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is InputException || InputFile.IsRefusal(error))
        {
            throw new ImportFault($"{what} in external data '{Quoted.Short(location)}', which cannot be read "
                + $"({Quoted.Line(error.Message)})");
        }
    }

    private string PathOf(string what, string location)
    {
        string refusal = $"{what} in external data '{Quoted.Short(location)}'; only files in the model's own folder are read";
        if (location.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(location)
            || location.Contains(':', StringComparison.Ordinal))
        {
            throw new ImportFault(refusal);
        }

        string path = Path.GetFullPath(Path.Combine(_folder, location));
        return IsInside(path) && IsInside(LinkEnd(path)) ? path : throw new ImportFault(refusal);
    }

    private bool IsInside(string path) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(_folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Where a link on the way leads: the file itself may be one, or a folder between it and the model's.
    private string LinkEnd(string path)
    {
        for (string at = path; at.Length > _folder.Length; at = Path.GetDirectoryName(at)!)
        {
            try
            {
                if (new FileInfo(at).ResolveLinkTarget(returnFinalTarget: true) is { } end)
                {
                    return end.FullName;
                }
            }
            catch (Exception error) when (InputFile.IsRefusal(error))
            {
                return path;
            }
        }

        return path;
    }

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static long? Number(string what, TensorProto tensor, string key) => Entry(tensor, key) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new ImportFault($"{what} in external data with the {key} '{Quoted.Short(text)}'");
}
