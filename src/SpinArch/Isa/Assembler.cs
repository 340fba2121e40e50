using System.Collections.Immutable;
using System.Text;
using SpinArch.Files;
using SpinArch.Isa.Assembly;

namespace SpinArch.Isa;

/// <summary>
/// Turns assembly text into a program. Every line is read even after a mistake, so that all mistakes are known at once;
/// what the program means is the business of <see cref="ProgramVerifier"/>. <c>docs/isa.md</c> describes the text.
/// </summary>
public static class Assembler
{
    private const long LongestFile = 256L << 20;
    private const int MostErrors = 100;

    /// <summary>Assembles a text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="place">The file, for messages.</param>
    /// <param name="architectureHash">Hash of the architecture the program is for; null when the text must state it.</param>
    /// <returns>The program, not yet verified.</returns>
    /// <exception cref="InputException">The first mistake: <c>file:line:column: message</c>, the line, and a caret beneath it.</exception>
    public static Program Assemble(string text, string place, string? architectureHash)
    {
        (Program? program, ImmutableArray<AssemblyError> errors) = Read(text, place, architectureHash);
        if (program is not null)
        {
            return program;
        }

        string remark = errors.Length == 1 ? "" : FormattableString.Invariant($" (first of {errors.Length} errors)");
        throw new InputException(errors[0].ToString(remark));
    }

    /// <summary>Assembles a file.</summary>
    /// <exception cref="InputException">The file cannot be read, is no UTF-8 text, or has mistakes.</exception>
    public static Program AssembleFile(string path, string? architectureHash)
    {
        byte[] bytes = BoundedFile.Read(path, LongestFile);
        try
        {
            return Assemble(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes), path, architectureHash);
        }
        catch (DecoderFallbackException error)
        {
            throw new InputException(path, FormattableString.Invariant($"is no UTF-8 text (byte {error.Index})"), error);
        }
    }

    /// <summary>Every mistake in a text, by line, at most a hundred; empty when it assembles.</summary>
    public static ImmutableArray<AssemblyError> Diagnose(string text, string place, string? architectureHash) =>
        Read(text, place, architectureHash).Errors;

    private static (Program? Program, ImmutableArray<AssemblyError> Errors) Read(string text, string place, string? architectureHash)
    {
        var builder = new ProgramBuilder(architectureHash);
        var errors = ImmutableArray.CreateBuilder<AssemblyError>();
        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        for (int index = 0; index < lines.Length && errors.Count < MostErrors; index++)
        {
            string line = lines[index].TrimEnd('\r');
            try
            {
                builder.ParseLine(new TokenReader(Lexer.Split(line)), index + 1);
            }
            catch (AssemblyException error)
            {
                errors.Add(new AssemblyError(place, index + 1, error.Column, error.Message, line));
            }
        }

        if (errors.Count == 0 && builder.UnclosedLoop is { } open)
        {
            errors.Add(new AssemblyError(place, open.Line, open.Column, "the loop has no end", lines[open.Line - 1].TrimEnd('\r')));
        }

        if (errors.Count == 0 && builder.Missing is { } missing)
        {
            errors.Add(new AssemblyError(place, lines.Length, 1, missing, lines[^1].TrimEnd('\r')));
        }

        return errors.Count == 0 ? (builder.Build(), []) : (null, errors.ToImmutable());
    }
}
