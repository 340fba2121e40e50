namespace SpinArch.Compilation;

/// <summary>The stages of the compiler, as <c>--dump-after</c> names them.</summary>
public enum CompilerStage
{
    /// <summary>The network as read.</summary>
    Graph,

    /// <summary>Layers cut into blocks.</summary>
    Partition,

    /// <summary>Blocks on tiles.</summary>
    Place,

    /// <summary>Programs.</summary>
    Emit,
}
