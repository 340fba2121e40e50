namespace SpinArch.Traces;

/// <summary>What a unit did. Each kind belongs to one unit; energies, utilisation and traces are all derived from these.</summary>
public enum ActivityKind : byte
{
    /// <summary>Sequencer: one instruction fetched and issued. Items: 1.</summary>
    Fetch = 0,

    /// <summary>Sampler: one Gaussian bank filled. Items: active rows, one Gaussian each.</summary>
    Fill = 1,

    /// <summary>Scaler: one bank of products x.z into the sigma DAC register. Items: active rows.</summary>
    Scale = 2,

    /// <summary>Mean DAC: a new input vector driven for its first read. Items: active rows. Lasts one column read.</summary>
    MeanDrive = 3,

    /// <summary>Mean DAC: the same vector held for one more read. Items: active rows. Lasts one column read.</summary>
    MeanHold = 4,

    /// <summary>Sigma DAC: one column's products driven, for the read of one slice of it. Items: active rows. Lasts one column read.</summary>
    SigmaDrive = 5,

    /// <summary>Mean crossbar: one bit line read: a column, or a slice of it. Items: active rows; quanta: sum of X squared times level; drive: sum of X squared.</summary>
    MeanRead = 6,

    /// <summary>Sigma crossbar: one bit line read: a column, or a slice of it. Items: active rows; quanta: sum of D squared times level; drive: sum of D squared.</summary>
    SigmaRead = 7,

    /// <summary>Spin neuron: reset and write inside a column read. Items: 1.</summary>
    NeuronWrite = 8,

    /// <summary>Sample-and-hold: a bit line's currents captured. Items: currents, 1 or 2.</summary>
    Capture = 9,

    /// <summary>ADC: a bit line's conversions. Items: conversions, 1 or 2. Lasts the occupancy of the converters.</summary>
    Convert = 10,

    /// <summary>Vector unit: partial sums added. Items: words read.</summary>
    Add = 11,

    /// <summary>Vector unit: one activation. Items: words read.</summary>
    Activate = 12,

    /// <summary>Vector unit: running sum and sum of squares. Items: words read.</summary>
    Accumulate = 13,

    /// <summary>Receiver: words of an input vector written into an input bank. Items: words.</summary>
    ReceiveVector = 14,

    /// <summary>Receiver: partial-sum words taken from receive buffers. Items: words.</summary>
    ReceiveWord = 15,

    /// <summary>Sender: flits injected into the tile's router. Items: flits.</summary>
    Inject = 16,

    /// <summary>Router and link: one flit over one link, or from the last router to its tile or the port. Items: 1.</summary>
    Hop = 17,

    /// <summary>Port: flits of a network input brought onto the chip. Items: flits.</summary>
    PortSend = 18,

    /// <summary>Port: flits of results taken off the chip. Items: flits.</summary>
    PortReceive = 19,

    /// <summary>Writer: a block onto its crossbar pair. Items: word lines; quanta: cells written; drive: bits fetched from the level memory.</summary>
    Write = 20,
}
