using FsCheck;
using FsCheck.Fluent;
using SpinArch.Components.Windows;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Tests.Hardware;

public sealed class FeatureMapTests
{
    [Fact]
    public void Windows_are_those_of_the_map_and_come_with_the_rows_that_they_reach_over()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            Window window = RandomWindow(random);
            int kernel = window.KernelHeight * window.KernelWidth;
            int first = random.Next(window.Rows);
            var block = Block(first, random.Next(1, window.Rows - first + 1));
            int firstChannel = first / kernel;
            int channels = ((first + block.Rows - 1) / kernel) - firstChannel + 1;
            int split = random.Next(1, channels + 1);
            (int, int)[] lanes = split == channels ? [(0, channels)] : [(0, split), (split, channels - split)];
            int rows = Math.Min(window.Height, window.ReachY) + random.Next(3);
            var taken = new BlockMap(Stage(window), firstChannel, channels);
            var map = new FeatureMap(taken, rows, lanes, hasValues: true);
            var taps = new WindowTaps(taken, block);
            var senders = lanes.Select(lane => new Sender(window, lane.Item1 + firstChannel, lane.Item2)).ToArray();
            for (int number = 0; number < 3; number++)
            {
                for (int position = 0; position < window.Positions; position++)
                {
                    while (!map.HasWindow(position))
                    {
                        int[] able = [.. Enumerable.Range(0, lanes.Length).Where(lane => senders[lane].Left(3) && map.HasRoom(lane, 1))];
                        Assert.NotEmpty(able);
                        int from = able[random.Next(able.Length)];
                        map.Store(from, senders[from].Next());
                        map.Arrive();
                    }

                    short[] bank = new short[block.Rows];
                    taps.Gather(map, position, bank);
                    Assert.Equal(Enumerable.Range(first, block.Rows).Select(row => Expected(window, number, position, row)), bank);
                    map.Leave(position);
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_operand_keeps_what_comes_before_the_other_ones_first_row()
    {
        // Two convolutions of 3 x 3 with padding look a row ahead each: when the first row of the sum can be made, three have come.
        ProgramStage[] stages =
        [
            Stage(Image(3, 1)) with { Sources = [From(-1)] },
            Stage(Image(3, 1)) with { Sources = [From(0)] },
            Stage(Image(3, 1)) with { Sources = [From(1)] },
            Stage(Image(1, 0)) with { Kind = StageKind.Add, Multipliers = [1, 1], Sources = [From(0), From(2) with { Operand = 1 }] },
        ];

        Assert.Equal([[3], [3], [3], [3, 1]], MapDepths.Of([.. stages]));
    }

    [Fact]
    public void A_map_that_is_joined_to_another_waits_for_it_too()
    {
        // The pool of the whole map comes when all of it has; until then the rows beside it wait where both are joined.
        ProgramStage[] stages =
        [
            Stage(Image(3, 1)) with { Sources = [From(-1)] },
            Stage(Image(5, 2)) with { Sources = [From(0)] },
            Stage(Image(1, 0)) with { Sources = [From(0), From(1) with { Channel = 1 }] },
        ];

        Assert.Equal([[3], [5], [3]], MapDepths.Of([.. stages]));
    }

    private static Window Image(int kernel, int padding) => new()
    {
        Channels = 1,
        Height = 8,
        Width = 8,
        KernelHeight = kernel,
        KernelWidth = kernel,
        PadTop = padding,
        PadLeft = padding,
        PadBottom = padding,
        PadRight = padding,
    };

    private static StageSource From(int stage) => new() { Stage = stage, Channels = 1 };

    private static ProgramStage Stage(Window window) => new()
    {
        Name = "stage",
        Kind = StageKind.Matrix,
        Sources = [],
        Window = window,
        OutChannels = 1,
    };

    private static LayerBlock Block(int rowBase, int rows) => new()
    {
        Pair = 0,
        Layer = 0,
        LayerName = "stage",
        RowBase = rowBase,
        Rows = rows,
        ColumnBase = 0,
        Columns = 1,
        ColumnSum = ColumnSum.Digital,
        Arithmetic = new BlockArithmetic
        {
            InputMaximum = 255,
            MeanStep = 1,
            SigmaStep = 1,
            CodeMaximum = 0,
            MeanMultiplier = 1,
            SigmaMultiplier = 1,
            WordShift = 0,
            WordFraction = 0,
            OutputFraction = 0,
            ActivationMaximum = 7,
        },
        MeanLevels = [],
        SigmaLevels = [],
    };

    private static Window RandomWindow(Random random)
    {
        while (true)
        {
            var window = new Window
            {
                Channels = random.Next(1, 4),
                Height = random.Next(1, 8),
                Width = random.Next(1, 8),
                KernelHeight = random.Next(1, 4),
                KernelWidth = random.Next(1, 4),
                StrideY = random.Next(1, 4),
                StrideX = random.Next(1, 4),
                PadTop = random.Next(3),
                PadLeft = random.Next(3),
                PadBottom = random.Next(3),
                PadRight = random.Next(3),
                DilationY = random.Next(1, 3),
                DilationX = random.Next(1, 3),
            };
            if (window.OutHeight > 0 && window.OutWidth > 0)
            {
                return window;
            }
        }
    }

    private static short Value(int map, int y, int x, int channel) => (short)(1 + (map * 5000) + (channel * 100) + (y * 10) + x);

    // By the definition of a convolution: row (c, ky, kx) of the window at position (py, px).
    private static short Expected(Window window, int map, int position, int row)
    {
        (int channel, int place) = Math.DivRem(row, window.KernelHeight * window.KernelWidth);
        int y = (position / window.OutWidth * window.StrideY) - window.PadTop + (place / window.KernelWidth * window.DilationY);
        int x = (position % window.OutWidth * window.StrideX) - window.PadLeft + (place % window.KernelWidth * window.DilationX);
        return y >= 0 && x >= 0 && y < window.Height && x < window.Width ? Value(map, y, x, channel) : (short)0;
    }

    private sealed class Sender(Window window, int channel, int channels)
    {
        private int _sent;

        public bool Left(int maps) => _sent < maps * window.Height * window.Width * channels;

        public short Next()
        {
            int place = _sent / channels;
            int map = place / (window.Height * window.Width);
            place %= window.Height * window.Width;
            return Value(map, place / window.Width, place % window.Width, channel + (_sent++ % channels));
        }
    }
}
