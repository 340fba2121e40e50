using System.Collections.Immutable;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.Energy;

/// <summary>The paper's 784-200-200-10 network, one unbounded crossbar pair a layer, and what its tiles do in one sample.</summary>
internal static class PaperNetwork
{
    private static readonly (int Rows, int Columns)[] Shapes = [(784, 200), (200, 200), (200, 10)];

    public static ArchitectureSpec Spec(string name = "all-spin-ideal", params string[] settings) =>
        ArchitectureLoader.Load(name, settings, environment: new Dictionary<string, string>()).Architecture;

    public static CompiledProgram Program(ArchitectureSpec spec, ColumnSum columnSum = ColumnSum.Digital) => new()
    {
        Network = "paper",
        ArchitectureHash = spec.Hash,
        MeshWidth = 2,
        MeshHeight = 2,
        InputWords = 784,
        OutputWords = 10,
        Samples = 1,
        Inputs = 1,
        Port = new PortProgram { Sends = [], Receives = [], OutputScale = 0.5 },
        Tiles = [.. Shapes.Select((shape, layer) => Tile(layer, shape.Rows, shape.Columns, columnSum))],
    };

    /// <summary>One sample on every tile, column after column; reads carry the quanta of full drive at the highest level.</summary>
    public static IEnumerable<Activity> OneSample()
    {
        for (int tile = 0; tile < Shapes.Length; tile++)
        {
            (int rows, int columns) = Shapes[tile];
            long drive = rows * 255L * 255L;
            for (int column = 0; column < columns; column++)
            {
                long start = column * 10_000L;
                yield return Of(SequencerComponent.Fetch, tile, start, 1_000, 1);
                yield return Of(SamplerComponent.Fill, tile, start, 5_000, rows);
                yield return Of(ScalerComponent.Scale, tile, start + 5_000, 1_000, rows);
                yield return Of(CrossbarComponent.SigmaDrive, tile, start + 6_000, 10_000, rows);
                yield return Of(CrossbarComponent.SigmaRead, tile, start + 6_000, 10_000, rows, drive * 15, drive);
                yield return Of(column == 0 ? CrossbarComponent.MeanDrive : CrossbarComponent.MeanHold, tile, start + 6_000, 10_000, rows);
                yield return Of(CrossbarComponent.MeanRead, tile, start + 6_000, 10_000, rows, drive * 15, drive);
                yield return Of(CrossbarComponent.Capture, tile, start + 6_000, 10_000, 2);
                yield return Of(ConverterComponent.Convert, tile, start + 16_000, 2_000, 2);
                yield return Of(VectorComponent.Activate, tile, start + 18_000, 1_000, 2);
            }
        }

        yield return Of(PortComponent.PortSend, -1, 0, 1_000, 784);
        yield return Of(NetworkComponent.Hop, 3, 0, 1_000, 1);
    }

    public static Activity Of(ActivityKind kind, int tile, long start, long duration, int items, long quanta = 0, long drive = 0) => new()
    {
        Kind = kind,
        Tile = tile,
        Start = new Picoseconds(start),
        Duration = new Picoseconds(duration),
        Items = items,
        Quanta = quanta,
        Drive = drive,
    };

    private static TileProgram Tile(int layer, int rows, int columns, ColumnSum columnSum) => new()
    {
        X = layer % 2,
        Y = layer / 2,
        Blocks = [Block(layer, rows, columns, columnSum)],
        Receives = [],
        Sends = [],
        Code = [.. ImmutableArray.Create(default(Instruction))],
    };

    private static LayerBlock Block(int layer, int rows, int columns, ColumnSum columnSum) => new()
    {
        Pair = 0,
        Layer = layer,
        LayerName = $"layer{layer + 1}",
        RowBase = 0,
        Rows = rows,
        ColumnBase = 0,
        Columns = columns,
        ColumnSum = columnSum,
        Arithmetic = new BlockArithmetic
        {
            InputMaximum = 255,
            MeanStep = 1,
            SigmaStep = 1,
            CodeMaximum = 127,
            MeanMultiplier = 1,
            SigmaMultiplier = 1,
            WordShift = 12,
            WordFraction = 8,
            OutputFraction = 8,
            ActivationMaximum = 7,
        },
        MeanLevels = [],
        SigmaLevels = [],
    };
}
