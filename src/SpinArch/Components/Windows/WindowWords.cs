using SpinArch.Isa;
using SpinArch.Tiles;

namespace SpinArch.Components.Windows;

/// <summary>Words that operations take out of window buffers.</summary>
internal static class WindowWords
{
    /// <summary>Words that an operation takes of the maps of a tile's blocks; 0 where it takes none.</summary>
    /// <param name="program">The program.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="operation">The operation.</param>
    public static int Of(Program program, TileProgram tile, in Operation operation)
    {
        LayerBlock block = tile.Blocks[operation.Block];
        return operation.Opcode switch
        {
            Opcode.Gather => block.Rows - block.AlwaysDrivenRows,
            Opcode.Pool => BlockMap.StageOf(program, block)?.Window is { } window ? window.KernelHeight * window.KernelWidth : 0,
            Opcode.Merge => operation.Block + 1,
            _ => 0,
        };
    }
}
