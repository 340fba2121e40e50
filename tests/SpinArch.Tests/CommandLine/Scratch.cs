using System.IO.Compression;
using System.Text;

namespace SpinArch.Tests.CommandLine;

/// <summary>A folder that goes away, and writers of the files that a user might hand in.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("spinarch-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, byte[] bytes)
    {
        string path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>A NumPy archive of arrays given by type, shape and bytes.</summary>
    public static byte[] Npz(params (string Name, string Type, int[] Shape, byte[] Data)[] arrays)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string type, int[] shape, byte[] data) in arrays)
            {
                using Stream entry = archive.CreateEntry($"{name}.npy", CompressionLevel.NoCompression).Open();
                string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Concat(shape.Select(size => FormattableString.Invariant($"{size}, ")))}), }}";
                header = header.PadRight((((header.Length + 11 + 63) / 64) * 64) - 11) + "\n";
                entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
                entry.Write(Encoding.Latin1.GetBytes(header));
                entry.Write(data);
            }
        }

        return memory.ToArray();
    }

    public static byte[] Bytes(params float[] values) => System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values).ToArray();

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
