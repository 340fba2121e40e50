namespace SpinArch.Files;

/// <summary>
/// The user's input is wrong: a file, key, unit, shape, program or command line. The message is one clear line that names
/// the place, what is wrong and what is allowed; the command line prints it and exits with code 2.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One line: place, what is wrong, what is allowed.</param>
    public InputException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error for one place in a file.</summary>
    /// <param name="place">The file, with line or key where known.</param>
    /// <param name="message">What is wrong and what is allowed.</param>
    public InputException(string place, string message)
        : base($"{place}: {message}")
    {
    }

    /// <summary>Creates the error with its cause kept for debugging.</summary>
    /// <param name="place">The file, with line or key where known.</param>
    /// <param name="message">What is wrong and what is allowed.</param>
    /// <param name="cause">The underlying exception.</param>
    public InputException(string place, string message, Exception cause)
        : base($"{place}: {message}", cause)
    {
    }
}
