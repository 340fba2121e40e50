using System.CommandLine;
using System.Globalization;
using SpinArch.Files;
using SpinArch.Traces.Export;
using SpinArch.Traces.Recording;

namespace SpinArch.Cli.Verbs;

/// <summary><c>trace export</c>: a trace for other programs.</summary>
internal static class TraceExportVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = TraceVerb.File();
        var format = new Option<string>("--format")
        {
            Description = "csv; vcd (GTKWave); chrome (Perfetto, chrome://tracing); kanata (Konata); sqlite; parquet (data frames).",
            HelpName = "FORMAT",
            Required = true,
        };
        format.AcceptOnlyFromAmong([.. TraceExport.All.Select(known => known.Name)]);
        var target = new Option<string>("--out") { Description = "The file to create or replace; compressed where it ends in .gz.", HelpName = "FILE", Required = true };
        var filter = new TraceFilterOptions();
        var command = new Command(
            "export",
            """
            Write a trace, or what a filter lets through of it, for other programs.

            Examples:
              trace export mnist.strace --format vcd --out mnist.vcd
              trace export mnist.strace --format chrome --out mnist.json --to-ns 2000
              trace export mnist.strace --format chrome --out mnist.json.gz
              trace export mnist.strace --format sqlite --out mnist.db
            """) { file, format, target };
        filter.AddTo(command);
        command.SetLongAction((result, cancellation) =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file), cancellation);
            TraceFilter wanted = filter.FilterOfSome(result, reader);
            string path = result.GetRequiredValue(target);
            TraceExport export = TraceExport.All.First(known => known.Name == result.GetRequiredValue(format));
            AtomicFile.CheckTargets(path);
            Foretell(export, path, reader, wanted);
            export.Write(path, reader, wanted);
            return TraceVerb.Close(reader);
        });
        return command;
    }

    // Before a gigabyte is written one wants to know.
    private static void Foretell(TraceExport export, string path, TraceReader reader, TraceFilter wanted)
    {
        bool isCompressed = export.IsCompressed(path);
        if (ExportSize.Foretell(export, reader, wanted) is not { } size)
        {
            return;
        }

        string plain = ExportSize.Text(size.Bytes);
        string compressed = ExportSize.Text(size.CompressedBytes);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {size.Activities} activities, about ") + (
            isCompressed ? $"{compressed} ({plain} before compression)" : export.IsText ? $"{plain}; as {path}{TraceExport.Compressed} about {compressed}" : plain));
        size.CheckRoom(path, isCompressed);
    }
}
