namespace SpinArch.Isa.Assembly;

/// <summary>Ends the reading of one line; the assembler notes the error and goes on with the next line.</summary>
internal sealed class AssemblyException(int column, string message) : Exception(message)
{
    /// <summary>Column, from 1.</summary>
    public int Column { get; } = column;
}
