using System.CommandLine;
using System.Text;
using SpinArch.Files;
using SpinArch.Traces.Analysis;
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
        format.AcceptOnlyFromAmong("csv", "vcd", "chrome", "kanata", "sqlite", "parquet");
        var target = new Option<string>("--out") { Description = "The file to create or replace.", HelpName = "FILE", Required = true };
        var filter = new TraceFilterOptions();
        var command = new Command(
            "export",
            """
            Write a trace, or what a filter lets through of it, for other programs.

            Examples:
              trace export mnist.strace --format vcd --out mnist.vcd
              trace export mnist.strace --format chrome --out mnist.json --to-ns 2000
              trace export mnist.strace --format sqlite --out mnist.db
            """) { file, format, target };
        filter.AddTo(command);
        command.SetAction(result =>
        {
            using var reader = TraceReader.Open(result.GetRequiredValue(file));
            TraceFilter wanted = filter.FilterOfSome(result, reader);
            string path = result.GetRequiredValue(target);
            switch (result.GetRequiredValue(format))
            {
                case "csv":
                    Text(path, writer => TraceCsvExport.Write(writer, reader, wanted));
                    break;
                case "vcd":
                    Text(path, writer => VcdExport.Write(writer, reader, wanted));
                    break;
                case "chrome":
                    Text(path, writer => ChromeExport.Write(writer, reader, wanted));
                    break;
                case "kanata":
                    Text(path, writer => KanataExport.Write(writer, reader, wanted));
                    break;
                case "parquet":
                    ParquetExport.Write(path, reader, wanted);
                    break;
                default:
                    SqliteExport.Write(path, reader, wanted);
                    break;
            }

            return TraceVerb.Close(reader);
        });
        return command;
    }

    private static void Text(string path, Action<TextWriter> write) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });
}
