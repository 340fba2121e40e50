using System.Text.RegularExpressions;

namespace SpinArch.Tests.Components;

/// <summary>
/// What the components charge for, as tables of a page; files of several sizes are one row, their constants end in <c>.N</c>.
/// </summary>
internal static partial class TermTable
{
    /// <summary>Energy: what activities cost, then what idle devices leak.</summary>
    public static string Energy()
    {
        IEnumerable<string> costs = ComponentCatalog.All.SelectMany(component => component.Costs).Select(rule =>
            $"| `{rule.Unit.Name}` {rule.Action} | {Counted(rule)} | {Names(rule.Constants)} | {(rule.Leakage is { } leakage ? Names([leakage.Constant]) : "-")} | {Account(rule.Scope)} |\n");
        IEnumerable<string> idles = ComponentCatalog.All.SelectMany(component => component.Idles).Select(rule =>
            $"| `{rule.Unit.Name}` {rule.Action} | powered devices, less what they were charged while active | - | {Names([rule.Leakage.Constant])} | system |\n");
        return "| Unit, action | Counts | A count costs by | And leaks by | Account |\n|---|---|---|---|---|\n"
            + string.Concat(costs.Concat(idles).Distinct());
    }

    /// <summary>Area.</summary>
    public static string Area() => "| Unit, part | Area of one |\n|---|---|\n" + string.Concat(ComponentCatalog.All
        .SelectMany(component => component.Areas)
        .Select(rule => $"| `{rule.Unit.Name}` {rule.Part} | {Names([rule.Constant])} |\n")
        .Distinct());

    private static string Counted(CostRule rule) => rule.QuantumBasis switch
    {
        QuantumBasis.None => rule.Basis switch
        {
            CountBasis.Activities => $"`{rule.Activity.Name}`, each",
            CountBasis.Items => $"items of `{rule.Activity.Name}`",
        },
        QuantumBasis.Quanta => $"quanta of `{rule.Activity.Name}`",
        QuantumBasis.Drive => $"drive of `{rule.Activity.Name}`",
    };

    private static string Account(TermScope scope) => scope switch
    {
        TermScope.Paper => "paper",
        TermScope.System => "system",
    };

    private static string Names(IEnumerable<string> constants) =>
        string.Join(", ", constants.Select(constant => $"`{Size().Replace(constant, ".N")}`"));

    [GeneratedRegex(@"\.\d+$")]
    private static partial Regex Size();
}
