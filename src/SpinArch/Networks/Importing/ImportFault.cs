namespace SpinArch.Networks.Importing;

/// <summary>Something of a network that cannot be brought over: what, and what could replace it. Who catches it knows the place.</summary>
/// <param name="message">One line without the place.</param>
internal sealed class ImportFault(string message) : Exception(message);
