using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Arithmetic;
using SpinArch.Costs;
using SpinArch.Energy;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Reports;

/// <summary>What a design's figures leave out or take for granted, said beside them.</summary>
internal static class RunNotes
{
    // From here on a column is no device current any more but one that wires are made for.
    private const double LargeCurrentMilliamperes = 1;

    /// <summary>The notes on a program on an architecture.</summary>
    public static ImmutableArray<NoteReport> Of(ArchitectureSpec spec, Program program)
    {
        var notes = ImmutableArray.CreateBuilder<NoteReport>();
        foreach (CostNote note in CostNotes.Of(spec))
        {
            notes.Add(new NoteReport { Kind = note.IsModelled ? "cost" : "costNotModelled", Key = note.Key, Text = note.Text });
        }

        if (spec.HasSigma)
        {
            AddSupplies(notes, spec, program);
        }

        bool reusesDraws = spec is { HasSigma: true, Sampling: SamplingScope.Sample }
            && program.Stages.Any(stage => stage is { Kind: StageKind.Matrix, Positions: > 1 });
        if (reusesDraws)
        {
            notes.Add(new NoteReport
            {
                Kind = "costNotModelled",
                Key = "sampling.scope",
                Text = "weights drawn once a sample are charged as if a generator drew them again at every position; junctions cannot repeat their draws, and a memory that keeps them is not counted: cost not modelled",
            });
        }

        AddLines(notes, spec, program);
        return notes.ToImmutable();
    }

    /// <summary>Of a run whose samples were over before the chip had settled.</summary>
    /// <param name="program">The program.</param>
    /// <param name="limit">What its period graph says.</param>
    public static NoteReport Unsettled(Program program, Cycles.ChipLimit? limit)
    {
        string bound = limit is { IsOfInputs: false, IsExact: true }
            ? Format($"; no more than {1e9 / limit.IntervalNs:N0} a second are possible")
            : "";
        return new NoteReport
        {
            Kind = NoteReport.Unsettled,
            Key = "",
            Text = Format($"how many samples a second the chip sustains is not known: {program.Samples} samples are over before it settles{bound}. The rate above is that of the run, samples over its latency; more samples tell"),
        };
    }

    private static void AddSupplies(ImmutableArray<NoteReport>.Builder notes, ArchitectureSpec spec, Program program)
    {
        foreach (TileProgram tile in program.Tiles.DistinctBy(tile => tile.Blocks.FirstOrDefault()?.Layer))
        {
            if (tile.Blocks.FirstOrDefault(block => block.ColumnSum == ColumnSum.Neuron) is { MeanLevels.IsEmpty: false } block)
            {
                double supply = spec.Technology["crossbar.supply"].Value;
                notes.Add(new NoteReport
                {
                    Kind = "supply",
                    Key = "crossbar.columnSum",
                    Text = Format($"{block.LayerName}: for its currents to meet in the neuron the sigma crossbar needs a supply of its own, {1000 * supply * TileShape.Of(spec, tile).SigmaSupply:0.0} mV beside {1000 * supply:0.0} mV"),
                });
            }
        }
    }

    // A column of many cells of low resistance, on lines that have none.
    private static void AddLines(ImmutableArray<NoteReport>.Builder notes, ArchitectureSpec spec, Program program)
    {
        if (!spec.Technology.Constants.ContainsKey("crossbar.unityResistance"))
        {
            return;
        }

        LayerBlock? longest = program.Tiles.SelectMany(tile => tile.Blocks).MaxBy(block => block.Rows);
        double resistance = spec.Technology["crossbar.unityResistance"].Value;
        double supply = spec.Technology["crossbar.supply"].Value;
        double milliamperes = 1000 * supply / resistance * (longest?.Rows ?? 0);
        if (longest is null || spec.Device.LineResistance > 0 || milliamperes < LargeCurrentMilliamperes)
        {
            return;
        }

        double offState = 1 / (1 + spec.Technology["crossbar.tmr"].Value);
        double level = longest.MeanLevels.IsEmpty
            ? spec.Activity.MeanLevel
            : longest.MeanLevels.Average(value => Math.Abs((double)value)) / ((1 << spec.Weight.MeanBits) - 1);
        double[] loads = new double[longest.Rows];
        double[] shares = new double[longest.Rows];
        Array.Fill(loads, (2 * offState) + (level * (1 - offState)));
        LineResistance.Shares(loads, 1 / resistance, shares);
        notes.Add(new NoteReport
        {
            Kind = "lines",
            Key = "device.lineResistance",
            Text = Format($"lines are taken as ideal (device.lineResistance = 0): a column of {longest.Rows} cells of {resistance:0.###} ohm at {supply:0.###} V carries up to {milliamperes:0.0} mA; with 1 ohm from cell to cell (device.lineResistance = {1 / resistance:0.######}) {100 * shares.Average():0} % of its sum would arrive"),
        });
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
