namespace SpinArch.Hardware;

/// <summary>The kinds of event that a tile schedules or receives, and how a column is packed into an event's argument.</summary>
internal static class TileEvent
{
    public const int Wake = 0;
    public const int Fetch = 1;
    public const int SamplerFree = 2;
    public const int SamplerDone = 3;
    public const int ScalerDone = 4;
    public const int ReadDone = 5;
    public const int ConverterFree = 6;
    public const int ConverterDone = 7;
    public const int VectorDone = 8;
    public const int SenderDone = 9;
    public const int ReceiverDone = 10;
    public const int FlitArrived = 11;
    public const int CreditReturned = 12;

    public const int WriterDone = 13;

    /// <summary>What happened takes effect before anything is decided at the same instant.</summary>
    public const int CompletionPhase = 0;

    /// <summary>Units look at the new state once, after all completions of the instant.</summary>
    public const int WakePhase = 1;

    public static int PackColumn(int pair, int column, bool mean) => (pair << 17) | (column << 1) | (mean ? 1 : 0);

    public static int Pair(int packed) => packed >> 17;

    public static int Column(int packed) => (packed >> 1) & 0xFFFF;

    public static bool HasMean(int packed) => (packed & 1) != 0;
}
