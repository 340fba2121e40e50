using System.Collections.Immutable;

namespace SpinArch.Isa.Assembly;

/// <summary>A tile while its lines are read.</summary>
internal sealed class TileBuilder(int x, int y, int firstSample, int sampleStep)
{
    public static readonly string[] Directives = [".block", ".arithmetic", ".mean", ".sigma", ".recv", ".send"];

    private readonly List<BlockBuilder> blocks = [];
    private readonly ImmutableArray<ReceiveChannel>.Builder receives = ImmutableArray.CreateBuilder<ReceiveChannel>();
    private readonly ImmutableArray<SendChannel>.Builder sends = ImmutableArray.CreateBuilder<SendChannel>();

    public CodeBuilder Code { get; } = new();

    /// <summary><c>.tile N at X,Y</c>, perhaps followed by <c>samples FIRST step STEP</c></summary>
    public static TileBuilder Parse(TokenReader line, int index)
    {
        ProgramBuilder.ExpectIndex(line, "tile", index);
        line.ExpectWord("at");
        int x = line.ExpectInt("the mesh column");
        line.ExpectMark(",");
        int y = line.ExpectInt("the mesh row");
        if (line.AtEnd)
        {
            return new TileBuilder(x, y, 0, 1);
        }

        line.ExpectWord("samples");
        int firstSample = line.ExpectInt("the first sample");
        line.ExpectWord("step");
        return new TileBuilder(x, y, firstSample, line.ExpectInt("the step from sample to sample"));
    }

    public void ParseDirective(Token directive, TokenReader line)
    {
        switch (directive.Text)
        {
            case ".block":
                blocks.Add(BlockBuilder.Parse(line, blocks.Count));
                break;
            case ".arithmetic":
                LastBlock(directive).ParseArithmetic(line);
                break;
            case ".mean":
                LastBlock(directive).ParseMean(line);
                break;
            case ".sigma":
                LastBlock(directive).ParseSigma(line);
                break;
            case ".recv":
                receives.Add(ParseReceive(line, receives.Count));
                break;
            case ".send":
                sends.Add(ParseSend(line, sends.Count));
                break;
            default:
                throw new InvalidOperationException($"{directive.Text} is listed but not read");
        }
    }

    public TileProgram Build() => new()
    {
        X = x,
        Y = y,
        FirstSample = firstSample,
        SampleStep = sampleStep,
        Blocks = [.. blocks.Select(block => block.Build())],
        Receives = receives.ToImmutable(),
        Sends = sends.ToImmutable(),
        Code = Code.Build(),
    };

    private BlockBuilder LastBlock(Token directive) =>
        blocks.Count > 0 ? blocks[^1] : throw new AssemblyException(directive.Column, $"{directive.Text} needs a .block before it");

    /// <summary><c>.recv N from port|tile T rows BASE WORDS</c></summary>
    private static ReceiveChannel ParseReceive(TokenReader line, int index)
    {
        ProgramBuilder.ExpectIndex(line, "receive channel", index);
        line.ExpectWord("from");
        int source = ProgramBuilder.ParseNode(line);
        line.ExpectWord("rows");
        int rowBase = line.ExpectInt("the first row");
        return new ReceiveChannel { Source = source, RowBase = rowBase, Words = line.ExpectInt("the number of words") };
    }

    /// <summary><c>.send N to port|tile T channel C, ...</c></summary>
    private static SendChannel ParseSend(TokenReader line, int index)
    {
        ProgramBuilder.ExpectIndex(line, "send channel", index);
        line.ExpectWord("to");
        return new SendChannel { Destinations = ProgramBuilder.ParseDestinations(line) };
    }
}
