using System.Collections.Immutable;

namespace SpinArch.Isa.Assembly;

/// <summary>A program while its lines are read: directives before the first <c>.tile</c> describe the whole, those after it the tile.</summary>
internal sealed class ProgramBuilder(string? architectureHash)
{
    private static readonly string[] Directives =
    [
        ".network", ".architecture", ".mesh", ".inputs", ".samples", ".words", ".port", StageText.Directive, StageText.SourceDirective,
            ".tile",
    ];

    private readonly List<TileBuilder> tiles = [];
    private readonly ImmutableArray<PortSend>.Builder portSends = ImmutableArray.CreateBuilder<PortSend>();
    private readonly ImmutableArray<PortReceive>.Builder portReceives = ImmutableArray.CreateBuilder<PortReceive>();
    private readonly List<ProgramStage> stages = [];
    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private string network = "";
    private string? statedHash;
    private (int Width, int Height) mesh;
    private (int Inputs, int Outputs) words;
    private int inputs = 1;
    private int samples = 1;
    private double outputScale = 1;

    /// <summary>What the program still lacks once every line is read, or null.</summary>
    public string? Missing =>
        new[] { ".network", ".mesh", ".words", ".tile" }.FirstOrDefault(directive => !given.Contains(directive)) is { } missing
            ? $"the program has no {missing} line"
            : architectureHash is null && statedHash is null ? "the program has no .architecture line, and no architecture was given" : null;

    /// <summary>The loop that lacks its end in the tile read last, by line and column, or null.</summary>
    public (int Line, int Column)? UnclosedLoop => tiles.Count == 0 ? null : tiles[^1].Code.Unclosed;

    public void ParseLine(TokenReader line, int lineNumber)
    {
        Token head = line.Current;
        if (line.AtEnd)
        {
            return;
        }

        if (head.Kind == TokenKind.Word && !head.Text.StartsWith('.'))
        {
            if (tiles.Count == 0)
            {
                throw line.Error("an instruction needs a .tile before it");
            }

            tiles[^1].Code.Parse(line, lineNumber);
        }
        else if (head.Kind == TokenKind.Word && TileBuilder.Directives.Contains(head.Text))
        {
            if (tiles.Count == 0)
            {
                throw line.Error($"{head.Text} needs a .tile before it");
            }

            line.Take();
            tiles[^1].ParseDirective(head, line);
        }
        else
        {
            ParseDirective(line);
        }

        line.ExpectEnd();
    }

    public Program Build() => new()
    {
        Network = network,
        ArchitectureHash = statedHash ?? architectureHash!,
        MeshWidth = mesh.Width,
        MeshHeight = mesh.Height,
        InputWords = words.Inputs,
        OutputWords = words.Outputs,
        Samples = samples,
        Inputs = inputs,
        Port = new PortProgram { Sends = portSends.ToImmutable(), Receives = portReceives.ToImmutable(), OutputScale = outputScale },
        Tiles = [.. tiles.Select(tile => tile.Build())],
        Stages = [.. stages],
    };

    /// <summary>A list's own number in front of each entry, so that channel numbers in the code can be read off the page.</summary>
    public static void ExpectIndex(TokenReader line, string what, int next)
    {
        Token token = line.Current;
        if (line.ExpectInt($"the number of the {what}") != next)
        {
            throw new AssemblyException(token.Column, FormattableString.Invariant($"the next {what} is number {next}; they are numbered from 0 in order"));
        }
    }

    /// <summary><c>port</c> (-1) or <c>tile T</c>.</summary>
    public static int ParseNode(TokenReader line) =>
        line.ExpectOneOf("one end of a channel", "port", "tile") == "port" ? -1 : line.ExpectInt("the tile");

    /// <summary>Ends of a channel, separated by commas.</summary>
    public static ImmutableArray<ChannelDestination> ParseDestinations(TokenReader line)
    {
        var destinations = ImmutableArray.CreateBuilder<ChannelDestination>();
        do
        {
            int tile = ParseNode(line);
            line.ExpectWord("channel");
            destinations.Add(new ChannelDestination(tile, line.ExpectInt("the receive channel")));
        }
        while (line.TakeMark(","));
        return destinations.ToImmutable();
    }

    private void ParseDirective(TokenReader line)
    {
        Token head = line.Current;
        string directive = head.Kind == TokenKind.Word ? head.Text : "";
        if (directive is not (".port" or ".tile" or StageText.Directive or StageText.SourceDirective) && given.Contains(directive))
        {
            throw line.Error($"{directive} is given twice");
        }

        if (!Directives.Contains(directive))
        {
            throw line.Unexpected("a directive or an instruction", [.. Directives, .. TileBuilder.Directives]);
        }

        line.Take();
        given.Add(directive);
        switch (directive)
        {
            case ".network":
                network = line.ExpectName("the network's name");
                break;
            case ".architecture":
                ParseArchitecture(line);
                break;
            case ".mesh":
                mesh = (line.ExpectInt("the mesh's width"), line.ExpectInt("the mesh's height"));
                break;
            case ".inputs":
                inputs = line.ExpectInt("the number of inputs");
                break;
            case ".samples":
                samples = line.ExpectInt("the number of samples");
                break;
            case ".words":
                words = (line.ExpectInt("the network's inputs"), line.ExpectInt("the network's outputs"));
                break;
            case ".port":
                ParsePort(line);
                break;
            case StageText.Directive:
                stages.Add(StageText.Parse(line, stages.Count));
                break;
            case StageText.SourceDirective:
                ParseSource(line, head);
                break;
            case ".tile":
                ParseTile(line, head);
                break;
        }
    }

    private void ParseArchitecture(TokenReader line)
    {
        Token token = line.Current;
        statedHash = line.ExpectName("the architecture's hash");
        if (architectureHash is not null && architectureHash != statedHash)
        {
            throw new AssemblyException(token.Column, $"the program is written for the architecture {statedHash}, the one given is {architectureHash}");
        }
    }

    private void ParseSource(TokenReader line, Token head)
    {
        if (stages.Count == 0)
        {
            throw new AssemblyException(head.Column, $"{StageText.SourceDirective} needs a {StageText.Directive} before it");
        }

        stages[^1] = stages[^1] with { Sources = stages[^1].Sources.Add(StageText.ParseSource(line)) };
    }

    private void ParseTile(TokenReader line, Token head)
    {
        if (UnclosedLoop is { } open)
        {
            throw new AssemblyException(head.Column, FormattableString.Invariant($"the loop of line {open.Line} has no end"));
        }

        tiles.Add(TileBuilder.Parse(line, tiles.Count));
    }

    private void ParsePort(TokenReader line)
    {
        switch (line.ExpectOneOf("what the port does", "send", "recv", "scale"))
        {
            case "send":
                line.ExpectWord("rows");
                int rowBase = line.ExpectInt("the first row");
                int count = line.ExpectInt("the number of words");
                line.ExpectMark("->");
                portSends.Add(new PortSend { RowBase = rowBase, Words = count, Destinations = ParseDestinations(line) });
                break;
            case "recv":
                line.ExpectWord("columns");
                int columnBase = line.ExpectInt("the first column");
                int columns = line.ExpectInt("the number of columns");
                line.ExpectMark("<-");
                line.ExpectWord("tile");
                portReceives.Add(new PortReceive { Source = line.ExpectInt("the tile"), ColumnBase = columnBase, Columns = columns });
                break;
            default:
                outputScale = line.ExpectReal("the scale");
                break;
        }
    }
}
