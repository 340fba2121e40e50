using SpinArch.Files;

namespace SpinArch.Networks.Importing;

/// <summary>
/// Writes an imported network as a folder that every verb takes: <c>network.json</c> and <c>weights.npz</c>. Both are written beside it and
/// read back as any network is before they are moved in, so that what comes of an import is what runs, or nothing.
/// </summary>
internal static class NetworkFolder
{
    private const string NetworkFile = "network.json";
    private const string WeightsFile = "weights.npz";

    /// <summary>Writes a network.</summary>
    /// <param name="folder">The folder, made where it is missing; the two files in it are replaced.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="InputException">It cannot be written, or is no network that can be run; nothing is left behind.</exception>
    public static void Write(string folder, ImportedNetwork network)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string draft = $"{target}.{Environment.ProcessId}.partial";
        try
        {
            Directory.CreateDirectory(draft);
            NumpyArchive.Write(Path.Combine(draft, WeightsFile), WeightArrays.Of(network));
            AtomicFile.WriteText(Path.Combine(draft, NetworkFile), NetworkFileText.Of(network, WeightsFile));
            Check(draft, folder);
            Directory.CreateDirectory(target);
            foreach (string file in (string[])[WeightsFile, NetworkFile])
            {
                File.Move(Path.Combine(draft, file), Path.Combine(target, file), overwrite: true);
            }
        }
        catch (Exception error) when (InputFile.IsRefusal(error))
        {
            throw new InputException(folder, $"cannot be written ({error.Message.ReplaceLineEndings(" ")})", error);
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    private static void Check(string draft, string folder)
    {
        try
        {
            NetworkReader.Read(Path.Combine(draft, NetworkFile));
        }
        catch (InputException error)
        {
            throw new InputException(
                folder, $"is not written, since it could not be run: {error.Message.Replace(draft, folder, StringComparison.Ordinal)}",
                    error);
        }
    }
}
