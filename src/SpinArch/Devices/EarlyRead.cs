namespace SpinArch.Devices;

/// <summary>The bits of a junction that is read some time after its reset.</summary>
public sealed record EarlyRead
{
    /// <summary>Time from the end of the pulse [s].</summary>
    public required double TimeS { get; init; }

    /// <summary>Share of trials that are up, of those that started up.</summary>
    public required double UpFromUp { get; init; }

    /// <summary>The same of those that started down.</summary>
    public required double UpFromDown { get; init; }

    /// <summary>Share of trials that no read can tell yet.</summary>
    public required double Unsettled { get; init; }

    /// <summary>Offset of the probability of a 1 from 1/2 where the read tells the smallest mz: what the reset itself leaves.</summary>
    public double Bias => ((UpFromUp + UpFromDown) / 2) - 0.5;

    /// <summary>The same where the read takes every unsettled junction for the same state, as an amplifier with an offset would: the most
    /// that early reading can do.</summary>
    public double WorstBias => Unsettled / 2;

    /// <summary>Correlation of a bit with the state before its reset, that is, with the bit before it.</summary>
    public double Correlation => UpFromUp - UpFromDown;
}
