using System.Globalization;
using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Estimation;

/// <summary>
/// The constants of one technology, looked up once: what <c>EnergyModel</c> and <c>AreaModel</c> make of it, ready to be
/// multiplied by counts. A test holds the two ways to each other, to the last digit.
/// </summary>
internal sealed class TechnologyCosts
{
    private static readonly string[] Areas =
    [
        "trng.area", "alu.area", "dac.area", "crossbar.cellArea", "neuron.area", "sampleHold.area", "adc.area",
        "coreControl.area", "tileControl.area", "receiveBuffer.area", "router4.area", "offChip.area", "edram.area", "shiftAdd.area",
        "bus.area", "controller.area", "dataMemory.area.256",
    ];

    private readonly decimal[] areas;

    public TechnologyCosts(TechnologySpec technology)
    {
        Technology = technology;
        Access = (long)Math.Round((decimal)technology["peripheral.accessTime"].Value * 1000);
        Bit = Energy("trng.bitEnergy");
        Sense = Energy("trng.senseEnergy");
        Laws = new LawConstants(technology);
        NeuronWrite = technology["neuron.writeEnergy"].Value;
        NeuronReset = technology["neuron.resetEnergy"].Value;
        AluAdd = Power("alu.addPower");
        AluMultiply = Power("alu.multiplyPower");
        AluLeakage = Power("alu.leakage");
        Dac = Power("dac.power");
        DacLeakage = Power("dac.leakage");
        DacScalesWithBits = technology["dac.bitScaling"].Value != 0;
        SampleHold = Power("sampleHold.power");
        SampleHoldLeakage = Power("sampleHold.leakage");
        Adc = Power("adc.powerPerBit");
        AdcLeakage = Power("adc.leakagePerBit");
        ShiftAdd = Power("shiftAdd.power");
        ShiftAddLeakage = Power("shiftAdd.leakage");
        Router = Power("router4.power");
        RouterLeakage = Power("router4.leakage");
        ReceiveBuffer = Power("receiveBuffer.power");
        ReceiveBufferLeakage = Power("receiveBuffer.leakage");
        CoreControl = Power("coreControl.power");
        TileControl = Power("tileControl.power");
        InputRead = Sized("inputRegister.readPower");
        InputWrite = Sized("inputRegister.writePower");
        InputLeakage = Sized("inputRegister.leakage");
        Output = Sized("outputRegister.power");
        OutputLeakage = Sized("outputRegister.leakage");
        decimal wide = (decimal)technology["instructionMemory.wideFactor"].Value;
        Fetch = [.. Memories.Select(size => new PowerConstant(technology, Key("instructionMemory.power", size), wide))];
        FetchLeakage = [.. Memories.Select(size => new PowerConstant(technology, Key("instructionMemory.leakage", size), wide).Over(1))];
        decimal nanoseconds = (decimal)technology["offChip.packetTime"].Value / (decimal)technology["offChip.packetWords"].Value;
        PortWord = Quectojoules.FromPower((decimal)technology["offChip.power"].Value * nanoseconds, new Picoseconds(1000));
        Cell = technology["crossbar.programEnergy"].Value;
        LevelBit = WriterTerms.BitCost(technology);
        MemoryLeakage = Power("edram.leakage");
        BusLeakage = Power("bus.leakage");
        ControllerLeakage = Power("controller.leakage");
        QueueLeakage = Power("dataMemory.leakage.256");
        Volts = technology["crossbar.supply"].Value;
        UnityResistance = technology["crossbar.unityResistance"].Value;
        MagnetoResistance = technology["crossbar.tmr"].Value;
        areas = [.. Areas.Select(key => (decimal)technology[key].Value)];
        InputArea = [.. RegisterBanks.Sizes.Select(size => (decimal)technology[Key("inputRegister.area", size)].Value)];
        OutputArea = [.. RegisterBanks.Sizes.Select(size => (decimal)technology[Key("outputRegister.area", size)].Value)];
        MemoryArea = [.. Memories.Select(size => (decimal)CostLaws.Scaled(technology[Key("instructionMemory.area", size)].Value, wide))];

        Quectojoules Energy(string key) => Quectojoules.FromFemtojoules(technology[key].Value);

        PowerConstant Power(string key) => new(technology, key);

        PowerConstant[] Sized(string key) => [.. RegisterBanks.Sizes.Select(size => new PowerConstant(technology, Key(key, size)))];
    }

    /// <summary>Sizes of instruction memories that figures are published for.</summary>
    public static IReadOnlyList<int> Memories { get; } = [512, 1024, 2048];

    /// <summary>The technology.</summary>
    public TechnologySpec Technology { get; }

    /// <summary>The points that the figures hold for.</summary>
    public LawConstants Laws { get; }

    /// <summary>How long an access draws its power [ps].</summary>
    public long Access { get; }

    public Quectojoules Bit { get; }

    public Quectojoules Sense { get; }

    /// <summary>Writing a spin neuron [fJ].</summary>
    public double NeuronWrite { get; }

    /// <summary>Resetting it [fJ].</summary>
    public double NeuronReset { get; }

    public PowerConstant AluAdd { get; }

    public PowerConstant AluMultiply { get; }

    public PowerConstant AluLeakage { get; }

    public PowerConstant Dac { get; }

    public PowerConstant DacLeakage { get; }

    public bool DacScalesWithBits { get; }

    public PowerConstant SampleHold { get; }

    public PowerConstant SampleHoldLeakage { get; }

    public PowerConstant Adc { get; }

    public PowerConstant AdcLeakage { get; }

    public PowerConstant ShiftAdd { get; }

    public PowerConstant ShiftAddLeakage { get; }

    public PowerConstant Router { get; }

    public PowerConstant RouterLeakage { get; }

    public PowerConstant ReceiveBuffer { get; }

    public PowerConstant ReceiveBufferLeakage { get; }

    public PowerConstant CoreControl { get; }

    public PowerConstant TileControl { get; }

    /// <summary>By register file size, as in <see cref="RegisterBanks.Sizes"/>.</summary>
    public PowerConstant[] InputRead { get; }

    public PowerConstant[] InputWrite { get; }

    public PowerConstant[] InputLeakage { get; }

    public PowerConstant[] Output { get; }

    public PowerConstant[] OutputLeakage { get; }

    /// <summary>Power of one fetch by instruction memory size.</summary>
    public PowerConstant[] Fetch { get; }

    /// <summary>Leakage of one memory over a picosecond.</summary>
    public Quectojoules[] FetchLeakage { get; }

    /// <summary>Energy of one word over the port.</summary>
    public Quectojoules PortWord { get; }

    /// <summary>Energy of programming one cell [fJ].</summary>
    public double Cell { get; }

    /// <summary>Energy of fetching one bit of a level.</summary>
    public Quectojoules LevelBit { get; }

    public PowerConstant MemoryLeakage { get; }

    public PowerConstant BusLeakage { get; }

    public PowerConstant ControllerLeakage { get; }

    /// <summary>Of a data memory that operation queues are scaled from.</summary>
    public PowerConstant QueueLeakage { get; }

    public double Volts { get; }

    public double UnityResistance { get; }

    public double MagnetoResistance { get; }

    public decimal[] InputArea { get; }

    public decimal[] OutputArea { get; }

    public decimal[] MemoryArea { get; }

    /// <summary>eDRAM macros that hold so many bytes.</summary>
    public long LevelMemories(long bytes) => bytes == 0 ? 0 : TileDevices.Memories(Technology, bytes);

    /// <summary>Area of one part [mm2], in the order of the private list.</summary>
    /// <param name="part">The part.</param>
    /// <param name="law">A factor of <see cref="CostLaws"/>.</param>
    public decimal AreaOf(AreaPart part, decimal law = 1) => law == 1 ? areas[(int)part] : (decimal)CostLaws.Scaled((double)areas[(int)part], law);

    /// <summary>Index of the smallest instruction memory that holds a program, and how many of them.</summary>
    public static (int Index, int Count) MemoryFor(int instructions) => instructions switch
    {
        <= 512 => (0, 1),
        <= 1024 => (1, 1),
        <= 2048 => (2, 1),
        _ => (2, (instructions + 2047) / 2048),
    };

    /// <summary>Index of a register file size.</summary>
    public static int SizeIndex(int size) => size switch { 32 => 0, 64 => 1, 128 => 2, _ => 3 };

    private static string Key(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"{name}.{size}");
}
