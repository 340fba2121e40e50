using SpinArch.Arithmetic;
using SpinArch.Reports;
using SpinArch.Specs;
using SpinArch.Tests.Estimation;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Reports;

/// <summary>What a report says about lines that it takes as ideal.</summary>
public sealed class RunNotesTests
{
    [Fact]
    public void Milliamperes_on_ideal_lines_are_named_with_what_a_resistance_would_leave()
    {
        NoteReport note = Assert.Single(Notes(), note => note.Kind == "lines");

        // Seven blocks of 112 rows, 40 uA each. Levels of a half: 0.25 + 0.375 and 0.25 of the highest conductance on each row.
        double[] loads = [.. Enumerable.Repeat(0.875, 112)];
        double[] shares = new double[112];
        LineResistance.Shares(loads, 0.0004, shares);
        Assert.Contains("112 cells of 2500 ohm at 0.1 V carries up to 4.5 mA", note.Text, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"{100 * shares.Average():0} % of its sum"), note.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("device.lineResistance=0.0001")]
    [InlineData("crossbar.rows=16")] // 0.64 mA
    [InlineData("constants.crossbar.unityResistance=250000")]
    public void Small_currents_and_lines_with_resistance_are_not(string setting) => Assert.DoesNotContain(Notes(setting), note => note.Kind == "lines");

    private static IEnumerable<NoteReport> Notes(params string[] settings)
    {
        ArchitectureSpec spec = RandomDesign.Load(settings);
        return RunNotes.Of(spec, SpinArch.Compilation.CompilerPipeline.Compile(Simulated.Timing(784, 200, 10), spec, 1, 1));
    }
}
