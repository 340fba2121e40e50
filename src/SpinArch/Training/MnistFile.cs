namespace SpinArch.Training;

/// <summary>One file of the MNIST package: its name, exact length and SHA-256.</summary>
/// <param name="Name">The file's name in the original distribution.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record MnistFile(string Name, long Length, string Sha256);
