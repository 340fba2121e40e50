using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using SpinArch.Files;
using SpinArch.Hardware;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Specs;

namespace SpinArch.Cli.Verbs;

/// <summary><c>noc</c>: the saturation curve of the mesh alone.</summary>
internal static class NocVerb
{
    private const int MostNodes = 256;
    private const int MostSlots = 1_000_000;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Makes the command.</summary>
    /// <returns><c>noc</c>.</returns>
    public static Command Create()
    {
        var mesh = new Option<string>("--mesh") { Description = "Columns and rows of the mesh.", HelpName = "WxH", DefaultValueFactory = _ => "8x8" };
        var slots = new Option<int>("--slots") { Description = "Flit times measured a point, after half as many to warm up.", HelpName = "N", DefaultValueFactory = _ => 4000 };
        var seed = new Option<ulong>("--seed") { Description = "Key of all draws.", HelpName = "X", DefaultValueFactory = _ => 1 };
        var svg = new Option<string?>("--svg") { Description = "Draw latency over offered load.", HelpName = "FILE" };
        Option<string> output = TableOutput.Option();
        var architecture = new ArchitectureOptions(compiles: false, "clock.periodNs", "link.hopNs", "link.flitNs", "link.bufferFlits");
        var noc = new Command(
            "noc",
            """
            Measure the mesh alone under uniform random traffic: latency over offered load, up to saturation.

            Examples:
              noc --svg noc.svg
              noc --mesh 4x4 --set link.bufferFlits=1 --output json
            """)
        { mesh, slots, seed, svg, output };
        architecture.AddTo(noc);
        noc.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                (int width, int height) = Size(result.GetRequiredValue(mesh));
                int count = result.GetValue(slots);
                if (count is < 100 or > MostSlots)
                {
                    throw new InputException("--slots", $"{count} is out of range; allowed is 100 to {MostSlots}");
                }

                AtomicFile.CheckTargets(result.GetValue(svg));
                ArchitectureSpec spec = architecture.Load(result).Architecture;
                MeshCurve curve = MeshCurveStudy.Measure(spec, width, height, result.GetValue(seed), count, cancellation);
                if (!curve.IsWhole)
                {
                    Console.Error.WriteLine(Line($"Interrupted after {curve.Points.Length} points of the curve{(curve.Points.IsEmpty ? "; nothing to report" : "")}."));
                    if (curve.Points.IsEmpty)
                    {
                        return 1;
                    }
                }

                if (result.GetValue(svg) is { } path && curve.IsWhole)
                {
                    curve.WriteSvg(path);
                }

                if (result.GetValue(output) == TableOutput.Json)
                {
                    Console.Out.WriteLine(JsonSerializer.Serialize(curve, Json));
                }
                else
                {
                    Show(curve);
                }

                return curve.IsWhole ? 0 : 1;
            },
            CancellationToken.None));
        return noc;
    }

    private static (int Width, int Height) Size(string text)
    {
        string[] parts = text.Split('x');
        return parts.Length == 2 && TryCount(parts[0], out int width) && TryCount(parts[1], out int height) && width * height is >= 2 and <= MostNodes
            ? (width, height)
            : throw new InputException("--mesh", $"'{text}' is no mesh; write WIDTHxHEIGHT, 8x8 say, of 2 to {MostNodes} nodes in all");
    }

    private static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MostNodes;

    private static void Show(MeshCurve curve)
    {
        IAnsiConsole console = TableOutput.Console();
        console.WriteLine(Line($"Mesh {curve.MeshWidth} x {curve.MeshHeight}, {curve.BufferFlits} flits a router input. Unloaded {curve.ZeroLoadNs:F3} ns; the middle links are full at {curve.BisectionLimit:F3}{Senders(curve)}; at most {curve.Throughput:F3} accepted."));
        Table table = TableOutput.Table("Offered", "Accepted", "Mean ns", "99 % ns", "Flits", "");
        foreach (MeshLoadPoint point in curve.Points)
        {
            table.AddRow(new string[]
            {
                Line($"{point.OfferedLoad:F3}"), Line($"{point.AcceptedLoad:F3}"), Line($"{point.MeanLatencyNs:F2}"), Line($"{point.P99LatencyNs:F1}"),
                Line($"{point.Flits}"), point.IsSaturated ? "saturated" : "",
            }.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }

    private static string Senders(MeshCurve curve) => curve.SenderLimit < 1 ? Line($", the senders at {curve.SenderLimit:F3}") : "";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
