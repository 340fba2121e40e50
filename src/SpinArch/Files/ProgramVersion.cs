using SpinArch.Kernel;

namespace SpinArch.Files;

/// <summary>Which program this is, to the byte: what was begun by one is not to be finished by another.</summary>
public static class ProgramVersion
{
    /// <summary>The identities of the compiled simulator and kernel; the compiler is deterministic, so the same source gives the same.</summary>
    public static string Current { get; } =
        $"{typeof(ProgramVersion).Module.ModuleVersionId:N}{typeof(Picoseconds).Module.ModuleVersionId:N}";
}
