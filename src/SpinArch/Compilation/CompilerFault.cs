namespace SpinArch.Compilation;

/// <summary>A stage of the compiler handed on something wrong: a defect of the compiler, never of its input.</summary>
/// <param name="message">What the stage's verifier found.</param>
public sealed class CompilerFault(string message) : Exception($"internal compiler error: {message}")
{
    /// <summary>Throws unless a condition holds.</summary>
    internal static void Unless(bool condition, string message)
    {
        if (!condition)
        {
            throw new CompilerFault(message);
        }
    }
}
