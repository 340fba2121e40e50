namespace SpinArch.Traces.Recording;

/// <summary>Which fields of an activity differ from their prediction.</summary>
[Flags]
internal enum ActivityFields : byte
{
    None = 0,
    Duration = 1,
    Items = 2,
    Instruction = 4,
    Column = 8,
    Sample = 16,
    Input = 32,
    Quanta = 64,
    Drive = 128,
}
