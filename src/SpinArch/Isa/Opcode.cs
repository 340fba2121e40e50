namespace SpinArch.Isa;

/// <summary>Instructions by their frozen opcode numbers; <c>isa/spinarch.isa.json</c> describes them and a test keeps the two equal.</summary>
public enum Opcode : byte
{
    /// <summary><c>halt</c></summary>
    Halt = 0,

    /// <summary><c>loop</c></summary>
    Loop = 1,

    /// <summary><c>recv</c></summary>
    Receive = 16,

    /// <summary><c>recv.map</c></summary>
    ReceiveMap = 17,

    /// <summary><c>column</c></summary>
    Column = 32,

    /// <summary><c>sample</c></summary>
    Sample = 33,

    /// <summary><c>scale</c></summary>
    Scale = 34,

    /// <summary><c>read</c></summary>
    Read = 35,

    /// <summary><c>convert</c></summary>
    Convert = 36,

    /// <summary><c>write</c></summary>
    Write = 37,

    /// <summary><c>gate</c></summary>
    Gate = 38,

    /// <summary><c>gather</c></summary>
    Gather = 39,

    /// <summary><c>read.all</c></summary>
    ReadAll = 40,

    /// <summary><c>mac</c></summary>
    Multiply = 44,

    /// <summary><c>pass</c></summary>
    HandOver = 45,

    /// <summary><c>add</c></summary>
    Add = 48,

    /// <summary><c>recv.add</c></summary>
    ReceiveAdd = 49,

    /// <summary><c>act</c></summary>
    Activate = 50,

    /// <summary><c>stat</c></summary>
    Accumulate = 51,

    /// <summary><c>tally</c></summary>
    Tally = 54,

    /// <summary><c>pool</c></summary>
    Pool = 55,

    /// <summary><c>merge</c></summary>
    Merge = 56,

    /// <summary><c>send</c></summary>
    Send = 64,
}
