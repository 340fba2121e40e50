using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpinArch.Reports;

/// <summary>The report as JSON: keys in the contract's order, doubles in their shortest form that reads back the same.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(RunReport))]
public sealed partial class RunReportJson : JsonSerializerContext
{
    /// <summary>The report as indented JSON text with a final newline.</summary>
    /// <param name="report">The report.</param>
    public static string Write(RunReport report)
    {
        var context = new RunReportJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return JsonSerializer.Serialize(report, context.RunReport) + "\n";
    }
}
