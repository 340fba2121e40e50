using System.Globalization;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>Terms of the digital rest of the chip: vector unit, links, sequencer, port. All in the system scope.</summary>
internal static class DigitalTerms
{
    private static readonly int[] InstructionMemorySizes = [512, 1024, 2048];

    /// <summary>The instruction memory that holds the longest program of the chip; every tile is built alike.</summary>
    public static (int Size, int Count) InstructionMemory(Program program)
    {
        int longest = program.Tiles.Select(tile => tile.Code.Length).DefaultIfEmpty(0).Max();
        foreach (int size in InstructionMemorySizes)
        {
            if (longest <= size)
            {
                return (size, 1);
            }
        }

        return (2048, (longest + 2047) / 2048);
    }

    public static void AddTo(TermBuilder builder)
    {
        AddVector(builder);
        AddLinks(builder);
        AddSequencer(builder);
        AddPort(builder);
    }

    private static void AddVector(TermBuilder builder)
    {
        // A word read is rescaled (one multiply) and added or compared; statistics square it and add twice.
        Word("add", ActivityKind.Add, 1, "alu.addPower");
        Word("multiply", ActivityKind.Add, 1, "alu.multiplyPower");
        Word("compare", ActivityKind.Activate, 1, "alu.addPower");
        Word("multiply", ActivityKind.Activate, 1, "alu.multiplyPower");
        Word("add", ActivityKind.Accumulate, 2, "alu.addPower");
        Word("multiply", ActivityKind.Accumulate, 1, "alu.multiplyPower");
        builder.AddIdle(UnitKind.Vector, "idle", builder.EachTile(builder.Spec.Vector.Width), "alu.leakage", 1);

        void Word(string action, ActivityKind activity, int operations, string key) => builder.Add(
            UnitKind.Vector,
            action,
            TermScope.System,
            activity,
            CountBasis.Items,
            builder.EachTile(operations),
            builder.Power(key, builder.Access, builder.Laws.Clocked),
            [key, .. builder.Speed]);
    }

    // An access costs the same however long a flit takes; a flit that is faster or wider than published costs more (CostLaws).
    private static void AddLinks(TermBuilder builder)
    {
        CostLaws laws = builder.Laws;
        string[] linked = laws.Linked == 1 ? [] : ["peripheral.speedExponent"];
        string[] width = laws.FlitWidth == 1 ? [] : ["router4.width"];
        string[] depth = laws.Buffer == laws.FlitWidth ? [] : ["receiveBuffer.entries"];
        builder.Add(
            UnitKind.Link,
            "hop",
            TermScope.System,
            ActivityKind.Hop,
            CountBasis.Items,
            builder.EachRouter(1),
            builder.Power("router4.power", builder.Access, laws.Linked * laws.FlitWidth),
            ["router4.power", .. linked, .. width]);
        Buffer("inject", ActivityKind.Inject, laws.Linked * laws.FlitWidth, [.. linked, .. width]);
        Buffer("receive", ActivityKind.ReceiveVector, laws.Received, [.. builder.Speed, .. depth]);
        Buffer("receive", ActivityKind.ReceiveWord, laws.Received, [.. builder.Speed, .. depth]);
        builder.AddIdle(UnitKind.Link, "routerIdle", builder.EachRouter(1), "router4.leakage", laws.FlitWidth);
        builder.AddIdle(UnitKind.Link, "bufferIdle", builder.PerTile(tile => tile.Channels), "receiveBuffer.leakage", laws.Buffer);
        if (laws.InputBuffers > 0)
        {
            builder.AddIdle(UnitKind.Link, "inputBufferIdle", builder.EachRouter(1), "receiveBuffer.leakage", laws.InputBuffers);
        }

        void Buffer(string action, ActivityKind activity, decimal law, string[] keys) => builder.Add(
            UnitKind.Link,
            action,
            TermScope.System,
            activity,
            CountBasis.Items,
            builder.EachTile(1),
            builder.Power("receiveBuffer.power", builder.Access, law),
            ["receiveBuffer.power", .. keys]);
    }

    private static void AddSequencer(TermBuilder builder)
    {
        (int size, int count) = InstructionMemory(builder.Program);
        string power = string.Create(CultureInfo.InvariantCulture, $"instructionMemory.power.{size}");
        string leakage = string.Create(CultureInfo.InvariantCulture, $"instructionMemory.leakage.{size}");
        decimal wide = builder.Value("instructionMemory.wideFactor");
        builder.Add(
            UnitKind.Sequencer,
            "fetch",
            TermScope.System,
            ActivityKind.Fetch,
            CountBasis.Items,
            builder.EachTile(1),
            builder.Power(power, builder.Access, wide * builder.Laws.Clocked),
            [power, "instructionMemory.wideFactor", .. builder.Speed]);
        builder.Add(
            UnitKind.Sequencer,
            "control",
            TermScope.System,
            ActivityKind.Fetch,
            CountBasis.Items,
            builder.EachTile(1),
            builder.Power("coreControl.power", builder.Access, builder.Laws.Clocked),
            ["coreControl.power", .. builder.Speed]);
        builder.AddIdle(UnitKind.Sequencer, "memoryIdle", builder.EachTile(count), leakage, wide);
        builder.AddIdle(UnitKind.Sequencer, "queueIdle", builder.EachTile(1), "dataMemory.leakage.256", builder.Laws.QueueMemories);
        builder.AddIdle(UnitKind.Sequencer, "tileControl", builder.EachTile(1), "tileControl.power", 1);
    }

    private static void AddPort(TermBuilder builder)
    {
        // A packet of 16-bit words takes packetTime; a flit carries its 16-bit header, which stays on the chip, and words.
        int words = builder.Spec.Link.WordsPerFlit;
        decimal nanoseconds = builder.Value("offChip.packetTime") / builder.Value("offChip.packetWords");
        Quectojoules word = builder.Power("offChip.power", new Picoseconds(1000), nanoseconds);
        foreach ((string action, ActivityKind activity) in new[]
        {
            ("send", ActivityKind.PortSend),
            ("receive", ActivityKind.PortReceive),
        })
        {
            builder.Add(
                UnitKind.Port,
                action,
                TermScope.System,
                activity,
                CountBasis.Items,
                builder.Everywhere(words),
                word,
                ["offChip.power", "offChip.packetTime", "offChip.packetWords"]);
        }
    }
}
