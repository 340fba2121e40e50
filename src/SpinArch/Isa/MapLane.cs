namespace SpinArch.Isa;

/// <summary>
/// One channel of a tile's <c>recv.map</c>, whichever of its ranges has its turn: channels bring the maps of the tile's blocks, block after
/// block and channel after channel.
/// </summary>
/// <param name="Block">The block.</param>
/// <param name="Index">Which of the block's lanes it is.</param>
/// <param name="FirstChannel">First channel of the block's map that it brings.</param>
/// <param name="Channels">How many; so many words come for each place.</param>
/// <param name="Places">Places of a map.</param>
internal readonly record struct MapLane(int Block, int Index, int FirstChannel, int Channels, int Places)
{
    /// <summary>The lanes of a tile; none where no map is received, or more than its channels can fill.</summary>
    /// <param name="program">The program.</param>
    /// <param name="tile">The tile.</param>
    public static List<MapLane> Of(Program program, TileProgram tile)
    {
        var lanes = new List<MapLane>();
        if (tile.Code.FirstOrDefault(instruction => instruction.Opcode == Opcode.ReceiveMap) is not { Opcode: Opcode.ReceiveMap } receive)
        {
            return lanes;
        }

        int channel = receive.Channel;
        for (int block = 0; block < tile.Blocks.Length; block++)
        {
            if (BlockMap.Of(program, tile, block) is not { } map || !BlockMap.IsOwn(map, block))
            {
                continue;
            }

            int index = 0;
            int next = 0;
            while (next < map.Channels && channel < Math.Min(receive.Channel + receive.Channels, tile.Receives.Length))
            {
                ReceiveChannel from = tile.Receives[channel++];
                lanes.Add(new MapLane(block, index++, from.RowBase, from.Words, map.Places));
                next += from.Words;
            }
        }

        return lanes;
    }
}
