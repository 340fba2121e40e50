namespace SpinArch.Estimation;

/// <summary>The parts of a chip that an area is published or assumed for, one size each.</summary>
internal enum AreaPart
{
    /// <summary>One random bit.</summary>
    RandomBit = 0,

    /// <summary>Adder and multiplier.</summary>
    Alu = 1,

    /// <summary>Word-line driver.</summary>
    Dac = 2,

    /// <summary>Crossbar cell.</summary>
    Cell = 3,

    /// <summary>Spin neuron.</summary>
    Neuron = 4,

    /// <summary>Sample-and-hold.</summary>
    SampleHold = 5,

    /// <summary>Converter.</summary>
    Adc = 6,

    /// <summary>Control of a core.</summary>
    CoreControl = 7,

    /// <summary>Control of a tile.</summary>
    TileControl = 8,

    /// <summary>Receive buffer of a tile.</summary>
    ReceiveBuffer = 9,

    /// <summary>Router.</summary>
    Router = 10,

    /// <summary>Off-chip link.</summary>
    OffChip = 11,

    /// <summary>eDRAM that holds the levels of blocks.</summary>
    LevelMemory = 12,

    /// <summary>Shift-and-add behind a converter.</summary>
    ShiftAdd = 13,

    /// <summary>Bus of the eDRAM.</summary>
    Bus = 14,

    /// <summary>Controller of the eDRAM.</summary>
    Controller = 15,

    /// <summary>Data memory that operation queues are scaled from.</summary>
    Queues = 16,
}
