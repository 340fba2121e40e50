namespace SpinArch.Energy;

/// <summary>The kinds of unit that reports speak of; <see cref="UnitNames"/> gives the names that they use.</summary>
public enum UnitKind : byte
{
    /// <summary>Random-number arrays; as a busy unit, the whole sampler.</summary>
    Trng = 0,

    /// <summary>Accumulators that make Gaussians of uniform variables.</summary>
    Accumulator = 1,

    /// <summary>Multipliers x.z.</summary>
    Scaler = 2,

    /// <summary>Word-line drivers of the sigma crossbar.</summary>
    SigmaDac = 3,

    /// <summary>Word-line drivers of the mean crossbar.</summary>
    MeanDac = 4,

    /// <summary>Sigma crossbar.</summary>
    SigmaCrossbar = 5,

    /// <summary>Mean crossbar.</summary>
    MeanCrossbar = 6,

    /// <summary>Spin neurons.</summary>
    Neuron = 7,

    /// <summary>Sample-and-hold.</summary>
    SampleHold = 8,

    /// <summary>Analog-to-digital converters.</summary>
    Adc = 9,

    /// <summary>Input registers, DAC registers and latches.</summary>
    Latch = 10,

    /// <summary>Vector unit.</summary>
    Vector = 11,

    /// <summary>Routers, links and their buffers.</summary>
    Link = 12,

    /// <summary>Sequencer and instruction memory.</summary>
    Sequencer = 13,

    /// <summary>Off-chip port.</summary>
    Port = 14,

    /// <summary>Receiver of a tile; busy time only, its energy stands under <see cref="Link"/>.</summary>
    Receiver = 15,

    /// <summary>Sender of a tile; busy time only, its energy stands under <see cref="Link"/>.</summary>
    Sender = 16,

    /// <summary>Writer of a tile whose crossbar pairs hold several blocks in turn, and the memory of their levels.</summary>
    Writer = 17,

    /// <summary>The one crossbar pair of a tile that is read and written in turn; named as a limiter only, for its time is that of <see cref="SigmaCrossbar"/> and <see cref="Writer"/> together.</summary>
    CrossbarPair = 18,
}
