using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Tiles;

namespace SpinArch.Tests.Components;

/// <summary>The steps of all components as a table of a page.</summary>
internal static class StepTable
{
    private static readonly (Traits Trait, string Words)[] _words =
    [
        (Traits.Mean, "the mean takes part"),
        (Traits.ConsumesInput, "the operation consumes x"),
        (Traits.Carry, "it carries on"),
        (Traits.First, "sums begin"),
        (Traits.Last, "sums are handed over"),
        (Traits.Digital, "the column sum is digital"),
        (Traits.Neuron, "the column sum is the neuron's"),
        (Traits.FromLatches, "it is the operand"),
        (Traits.FromPartialSum, "it is the operand"),
        (Traits.FromOutput, "it is the operand"),
        (Traits.FromStatistics, "it is the operand"),
        (Traits.Messages, "other tiles take part"),
        (Traits.LastColumn, "the column is the block's last"),
    ];

    /// <summary>The table, and below it what stands for what in its formulas.</summary>
    /// <param name="specs">Architectures; of a step that several have, the first one's row stands.</param>
    public static string Markdown(IEnumerable<ArchitectureSpec> specs)
    {
        var rows = new SortedDictionary<int, (Step Step, TilePlan Plan)>();
        var joins = new SortedSet<(string Step, string Text)>();
        foreach (ArchitectureSpec spec in specs)
        {
            joins.UnionWith(ComponentCatalog.Of(spec).SelectMany(kind => (kind.Under?.Invoke(spec).Joins ?? [])
                .Select(join => (join.Step, $"with {kind.Name}: {Describe(join.Access)}"))));
            TilePlan plan = ComponentCatalog.PlanOf(spec);
            for (int number = 0; number < plan.Steps.Length; number++)
            {
                Step step = plan.Steps[number];
                step = step with { Accesses = [.. step.Accesses.Where(access => !Joined(spec, step.Name).Contains(access))] };
                int component = ComponentCatalog.All.IndexOf(ComponentCatalog.Of(spec).Single(kind => kind.Activities.Contains(step.Main)));
                int place = (1000 * component) + plan.Steps.Take(number).Count(other => other.Unit == step.Unit);

                // A step that one chip has before those of another takes a place behind them.
                if (!rows.Values.Any(row => row.Step.Unit == step.Unit && row.Step.Name == step.Name))
                {
                    while (!rows.TryAdd(place, (step, plan)))
                    {
                        place++;
                    }
                }
            }
        }

        var table = new StringBuilder(
            "| Unit, step | Instructions | A part is | Occupancy | Result after | Needs | Fills |\n|---|---|---|---|---|---|---|\n");
        string needed = "";
        foreach ((Step step, TilePlan plan) in rows.Values)
        {
            string occupancy = OnEdge(step.Unit.Clocking == Clocking.Edge, step.Occupancy.Text);
            string latency = OnEdge(plan.IsResultOnEdge(step), step.Latency.Text);
            string result = latency == occupancy ? "the same" : latency;
            string needs = Uses([.. Of(step, isFilled: false), .. joins.Where(join => join.Step == step.Name).Select(join => join.Text)]);
            string cells = string.Join(" | ", [$"{step.Unit.Name} {step.Name}", Opcodes(step), Of(step.Parts), occupancy, result,
                needs.Length > 1 && needs == needed ? "likewise" : needs, Uses([.. Of(step, isFilled: true)])]);
            table.Append(CultureInfo.InvariantCulture, $"| {cells} |\n");
            needed = needs;
        }

        IEnumerable<string> quantities = rows.Values.Select(row => row.Step.Occupancy.Items).Where(items => items != Quantity.One).Distinct()
            .Select(items => $"- {items.Symbol}: {items.Meaning}.");
        IEnumerable<string> names = rows.Values.Select(row => row.Step.Where).Where(where => where.Length > 0).Select(where => $"- {where}.");
        return table.Append('\n').AppendJoin('\n', [.. quantities, .. names]).Append("\n\n").ToString();
    }

    private static ImmutableArray<Access> Joined(ArchitectureSpec spec, string step) =>
        [.. ComponentCatalog.PlanOf(spec).Components.SelectMany(component => component.Joins).Where(join => join.Step == step)
            .Select(join => join.Access)];

    private static string OnEdge(bool isOnEdge, string text) => isOnEdge ? $"edge({text})" : text;

    private static string Opcodes(Step step) =>
        string.Join(", ", step.Opcodes.Select(opcode => $"`{InstructionTable.Default.Name(opcode)}`"));

    private static string Of(Parts parts) => parts switch
    {
        Parts.One => "all of it",
        Parts.Slices => "a slice",
        Parts.Drives => "a slice of the inputs",
        Parts.Flits => "a flit",
        Parts.Batches => "a batch of words",
    };

    private static IEnumerable<string> Of(Step step, bool isFilled) =>
        step.Accesses.Where(access => access.Use is Use.Fill or Use.Replace == isFilled).Select(Describe).Distinct();

    private static string Uses(string[] uses) => uses.Length == 0 ? "-" : string.Join("; ", uses);

    private static string Describe(Access access)
    {
        var text = new StringBuilder(access.Store.Label);
        text.Append(access.BlocksBack > 0 ? " of the block before" : "");
        text.Append(access.Use == Use.Keep ? ", kept" : "").Append(access.Use == Use.Replace ? ", replaced" : "");
        text.Append(Where(" where ", access.When)).Append(Where(", taken where ", access.Begins));
        string ends = access.Use switch
        {
            Use.Take => ", emptied where ",
            Use.Keep => ", passed on where ",
            Use.Fill or Use.Replace => ", full where ",
        };
        return text.Append(Where(ends, access.Ends)).ToString();
    }

    private static string Where(string before, Traits traits) => traits == Traits.None
        ? ""
        : before + string.Join(" and ", _words.Where(word => traits.HasFlag(word.Trait)).Select(word => word.Words));
}
