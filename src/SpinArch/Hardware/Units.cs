namespace SpinArch.Hardware;

/// <summary>A set of a tile's units: those that an event may have given work.</summary>
[Flags]
internal enum Units : short
{
    None = 0,
    Sampler = 1,
    Reader = 2,
    Converter = 4,

    /// <summary>Units that start when they can, edge or not.</summary>
    Analog = Sampler | Reader | Converter | Writer,

    Scaler = 8,
    Vector = 16,
    Sender = 32,
    Receiver = 64,

    /// <summary>Concerned where a unit takes an operation out of its queue only when it is done, so that a blocked fetch goes on.</summary>
    Sequencer = 128,

    Writer = 256,
}
