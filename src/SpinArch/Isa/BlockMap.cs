namespace SpinArch.Isa;

/// <summary>The part of a feature map that comes to a tile for its blocks: which channels, and where windows lie.</summary>
/// <param name="Stage">What the block does, or is a part of.</param>
/// <param name="FirstChannel">First channel of the stage's input that come.</param>
/// <param name="Channels">How many channels.</param>
internal sealed record BlockMap(ProgramStage Stage, int FirstChannel, int Channels)
{
    /// <summary>Where the stage reads its input.</summary>
    public Window Window => Stage.Window;

    /// <summary>Words of a row of the map, all channels that come.</summary>
    public int RowWords => Window.Width * Channels;

    /// <summary>Places of the map.</summary>
    public int Places => Window.Height * Window.Width;

    /// <summary>The map that a block takes; null where it takes vectors. Blocks of one matrix on a tile share theirs.</summary>
    /// <param name="program">The program.</param>
    /// <param name="tile">A tile.</param>
    /// <param name="block">Which of its blocks.</param>
    public static BlockMap? Of(Program program, TileProgram tile, int block)
    {
        LayerBlock own = tile.Blocks[block];
        if (StageOf(program, own) is not { } stage || !stage.TakesMap())
        {
            return null;
        }

        if (stage.Kind != StageKind.Matrix)
        {
            return new BlockMap(stage, own.ColumnBase, own.Columns);
        }

        int kernel = stage.Window.KernelHeight * stage.Window.KernelWidth;
        int first = int.MaxValue;
        int last = 0;
        foreach (LayerBlock other in tile.Blocks)
        {
            first = Math.Min(first, other.RowBase / kernel);
            last = Math.Max(last, (other.RowBase + other.Rows - other.AlwaysDrivenRows - 1) / kernel);
        }

        return new BlockMap(stage, first, last - first + 1);
    }

    /// <summary>Whether a block's map is one of its own, and not that of the tile's first block.</summary>
    public static bool IsOwn(BlockMap map, int block) => block == 0 || map.Stage.Kind != StageKind.Matrix;

    /// <summary>The stage that a block is a part of; null in a chain of dense layers.</summary>
    public static ProgramStage? StageOf(Program program, LayerBlock block)
    {
        foreach (ProgramStage stage in program.Stages)
        {
            if (stage.Name == block.LayerName)
            {
                return stage;
            }
        }

        return null;
    }
}
