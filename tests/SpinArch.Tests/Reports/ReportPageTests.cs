using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpinArch.Reports;
using SpinArch.Tests.Specs;

namespace SpinArch.Tests.Reports;

/// <summary>docs/report.md defines every figure of the report, and none that is not there.</summary>
public sealed class ReportPageTests
{
    private static readonly string[] Others =
    [
        "run", "exec", "estimate", "roundTrip", "arrivals", "open", "unsettled", "balance",
        "digital", "neuron", "element", "mixed", "dynamic", "leakage", "paper", "system", "--inputs 5", "--samples 200", "--output json",
            "--bin-ns",
        "trace replay",
    ];

    [Fact]
    public void Every_key_of_the_report_is_defined()
    {
        string[] missing = [.. Keys(typeof(RunReport)).Distinct().Except(Words())];

        Assert.Empty(missing);
    }

    [Fact]
    public void No_key_is_defined_that_the_report_has_not()
    {
        HashSet<string> keys = [.. Keys(typeof(RunReport)), .. Others];

        Assert.DoesNotContain(Words(), word => !keys.Contains(word));
    }

    // Each part of a dotted name counts.
    private static string[] Words()
    {
        string page = File.ReadAllText(RepositoryFile.PathOf("docs/report.md"));
        return [.. Regex.Matches(page, "`([^`]+)`").Select(match => match.Groups[1].Value).SelectMany(word => Others.Contains(word) ? [word] : word.Split('.'))];
    }

    private static IEnumerable<string> Keys(Type type)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            yield return JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            Type value = property.PropertyType;
            Type inner = value.IsGenericType && typeof(IEnumerable).IsAssignableFrom(value) ? value.GetGenericArguments()[0] : value;
            foreach (string key in inner.Namespace!.StartsWith("SpinArch", StringComparison.Ordinal) ? Keys(inner) : [])
            {
                yield return key;
            }
        }
    }
}
