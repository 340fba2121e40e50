using SpinArch.Cli.Rendering;
using SpinArch.Reports;

namespace SpinArch.Tests.Reports;

public sealed class RunReportTableTests
{
    private static readonly string Text = Render(RunReportTests.Report());

    [Fact]
    public void The_table_fits_a_hundred_columns_and_has_no_escapes() =>
        Assert.All(Text.Split('\n'), line =>
        {
            Assert.True(line.TrimEnd().Length <= 100, line);
            Assert.DoesNotContain('\u001b', line);
        });

    [Theory]
    [InlineData("Limited by sigmaCrossbar of tile 0 (layer1)")]
    [InlineData("its columns are read one after another")]
    [InlineData("Next comes trng")]
    [InlineData("1: 2.500 ± 0.000")]
    [InlineData("trng bit")]
    [InlineData("sum of scope paper")]
    [InlineData("Area")]
    [InlineData("phase: steady")]
    public void A_person_finds(string phrase) =>
        Assert.Contains(phrase, string.Join(' ', Text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

    [Fact]
    public void A_network_without_weights_says_that_it_predicts_nothing() =>
        Assert.Contains("No predictions", Render(RunReportTests.Report() with { Predictions = [] }), StringComparison.Ordinal);

    private static string Render(RunReport report)
    {
        using var writer = new StringWriter();
        RunReportTable.WritePlain(report, writer);
        return writer.ToString();
    }
}
