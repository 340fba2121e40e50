using System.Collections.Immutable;
using SpinArch.Specs;

namespace SpinArch.Isa.Assembly;

/// <summary>A block while its lines are read.</summary>
internal sealed class BlockBuilder
{
    private static readonly string[] Keys =
    [
        "inputMaximum", "meanStep", "sigmaStep", "codeMaximum", "meanMultiplier", "sigmaMultiplier",
        "wordShift", "wordFraction", "outputFraction", "activationMaximum",
    ];

    private readonly LayerBlock head;
    private readonly ImmutableArray<sbyte>.Builder mean = ImmutableArray.CreateBuilder<sbyte>();
    private readonly ImmutableArray<sbyte>.Builder sigma = ImmutableArray.CreateBuilder<sbyte>();
    private BlockArithmetic arithmetic = DefaultArithmetic;

    private BlockBuilder(LayerBlock head) => this.head = head;

    /// <summary>
    /// What <c>.arithmetic</c> leaves out: 8-bit inputs, unit steps, lossless codes, unit multipliers, no shifts, 3-bit activations.
    /// </summary>
    public static BlockArithmetic DefaultArithmetic { get; } = new()
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
    };

    /// <summary><c>.block [pair P] layer L NAME rows BASE COUNT [driven N] columns BASE COUNT sum digital|neuron|cell</c></summary>
    /// <param name="line">What follows the directive.</param>
    /// <param name="index">Which block of the tile it is: its crossbar pair where none is named.</param>
    public static BlockBuilder Parse(TokenReader line, int index)
    {
        int pair = index;
        if (line.IsWord("pair"))
        {
            line.ExpectWord("pair");
            pair = line.ExpectInt("the crossbar pair");
        }

        line.ExpectWord("layer");
        int layer = line.ExpectInt("the layer's index");
        string name = line.ExpectName("the layer's name");
        line.ExpectWord("rows");
        int rowBase = line.ExpectInt("the first row");
        int rows = line.ExpectInt("the number of rows");
        int driven = 0;
        if (line.IsWord("driven"))
        {
            line.ExpectWord("driven");
            driven = line.ExpectInt("the number of always driven rows");
        }

        line.ExpectWord("columns");
        int columnBase = line.ExpectInt("the first column");
        int columns = line.ExpectInt("the number of columns");
        line.ExpectWord("sum");
        string sum = line.ExpectOneOf("where the column is summed", ColumnSumNames.All);
        return new BlockBuilder(new LayerBlock
        {
            Pair = pair,
            Layer = layer,
            LayerName = name,
            RowBase = rowBase,
            Rows = rows,
            AlwaysDrivenRows = driven,
            ColumnBase = columnBase,
            Columns = columns,
            ColumnSum = ColumnSumNames.Find(sum),
            Arithmetic = DefaultArithmetic,
            MeanLevels = [],
            SigmaLevels = [],
        });
    }

    /// <summary><c>.arithmetic KEY=NUMBER ...</c>; may be spread over several lines.</summary>
    public void ParseArithmetic(TokenReader line)
    {
        while (!line.AtEnd)
        {
            string key = line.ExpectOneOf("a constant of the arithmetic", Keys);
            line.ExpectMark("=");
            int Int() => line.ExpectInt(key);
            long Long() => line.ExpectNumber(key, long.MinValue, long.MaxValue);
            arithmetic = key switch
            {
                "inputMaximum" => arithmetic with { InputMaximum = Int() },
                "meanStep" => arithmetic with { MeanStep = Long() },
                "sigmaStep" => arithmetic with { SigmaStep = Long() },
                "codeMaximum" => arithmetic with { CodeMaximum = Int() },
                "meanMultiplier" => arithmetic with { MeanMultiplier = Long() },
                "sigmaMultiplier" => arithmetic with { SigmaMultiplier = Long() },
                "wordShift" => arithmetic with { WordShift = Int() },
                "wordFraction" => arithmetic with { WordFraction = Int() },
                "outputFraction" => arithmetic with { OutputFraction = Int() },
                "activationMaximum" => arithmetic with { ActivationMaximum = Int() },
                _ => throw new InvalidOperationException($"the key {key} has no constant"),
            };
        }
    }

    /// <summary><c>.mean LEVEL ...</c>: levels column by column; further lines go on where the last one ended.</summary>
    public void ParseMean(TokenReader line) => ParseLevels(line, mean);

    /// <summary><c>.sigma LEVEL ...</c>, likewise.</summary>
    public void ParseSigma(TokenReader line) => ParseLevels(line, sigma);

    public LayerBlock Build() => head with
    {
        Arithmetic = arithmetic,
        MeanLevels = mean.ToImmutable(),
        SigmaLevels = sigma.ToImmutable(),
    };

    private static void ParseLevels(TokenReader line, ImmutableArray<sbyte>.Builder levels)
    {
        do
        {
            levels.Add((sbyte)line.ExpectNumber("a level", sbyte.MinValue, sbyte.MaxValue));
        }
        while (!line.AtEnd);
    }
}
