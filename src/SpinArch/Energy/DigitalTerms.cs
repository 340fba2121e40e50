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
            builder.Power(key, builder.Access),
            [key]);
    }

    private static void AddLinks(TermBuilder builder)
    {
        builder.Add(
            UnitKind.Link,
            "hop",
            TermScope.System,
            ActivityKind.Hop,
            CountBasis.Items,
            builder.EachRouter(1),
            builder.Power("router4.power", builder.Spec.Link.Flit),
            ["router4.power"]);
        foreach ((string action, ActivityKind activity) in new[]
        {
            ("inject", ActivityKind.Inject),
            ("receive", ActivityKind.ReceiveVector),
            ("receive", ActivityKind.ReceiveWord),
        })
        {
            builder.Add(
                UnitKind.Link,
                action,
                TermScope.System,
                activity,
                CountBasis.Items,
                builder.EachTile(1),
                builder.Power("receiveBuffer.power", builder.Access),
                ["receiveBuffer.power"]);
        }

        builder.AddIdle(UnitKind.Link, "routerIdle", builder.EachRouter(1), "router4.leakage", 1);
        builder.AddIdle(UnitKind.Link, "bufferIdle", builder.EachTile(1), "receiveBuffer.leakage", 1);
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
            builder.Power(power, builder.Access, wide),
            [power, "instructionMemory.wideFactor"]);
        builder.Add(
            UnitKind.Sequencer,
            "control",
            TermScope.System,
            ActivityKind.Fetch,
            CountBasis.Items,
            builder.EachTile(1),
            builder.Power("coreControl.power", builder.Access),
            ["coreControl.power"]);
        builder.AddIdle(UnitKind.Sequencer, "memoryIdle", builder.EachTile(count), leakage, wide);
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
