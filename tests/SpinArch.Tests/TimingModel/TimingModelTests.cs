using System.Diagnostics;
using System.Globalization;
using SpinArch.Isa;
using SpinArch.Tests.Isa;
using SpinArch.Tests.Networks;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.TimingModel;

/// <summary>
/// Every start of every unit against <c>model.py</c>, a discrete-event model of the chip that knows <c>docs/timing-model.md</c> and nothing
/// else. SPINARCH_DESIGNS says how many random designs, from SPINARCH_FIRST_DESIGN on; where SPINARCH_DESIGNS_FOLDER names a folder, their
/// records stay there, for <c>compare.py</c> by hand.
/// </summary>
public sealed class TimingModelTests
{
    private const int DesignsAtOnce = 50;

    [Fact]
    public void Every_start_of_random_designs_is_the_one_that_the_page_says()
    {
        string? kept = Environment.GetEnvironmentVariable("SPINARCH_DESIGNS_FOLDER");
        int first = Number("SPINARCH_FIRST_DESIGN", 0);
        int last = first + Number("SPINARCH_DESIGNS", 40);
        var wrong = new List<string>();
        for (int begin = first; begin < last; begin += DesignsAtOnce)
        {
            int end = Math.Min(last, begin + DesignsAtOnce);
            using var temporary = new TemporaryFolder();
            string folder = kept is null ? temporary.Path : Directory.CreateDirectory(Path.Combine(kept, $"{begin:D6}")).FullName;
            var designs = new Dictionary<string, string>();
            long starts = 0;
            for (int seed = begin; seed < end; seed++)
            {
                RandomChip chip = RandomChip.Draw(seed);
                string name = seed.ToString("D6", CultureInfo.InvariantCulture);
                designs.Add(name, chip.Text);
                starts += StartRecorder.Record(folder, name, chip.Configuration, chip.Program, chip.Images, chip.ArrivalInterval);
            }

            wrong.AddRange(Differences(folder, designs.Count, starts, designs));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_key_is_drawn_but_those_of_imperfections_and_energy()
    {
        IEnumerable<string> settings = Enumerable.Range(0, 40).SelectMany(seed => RandomChip.Draw(seed).Settings);
        IEnumerable<string> drawn = settings.Select(setting => setting.Split('=')[0]).Distinct();
        IEnumerable<string> keys = KeyTable.All.Select(key => key.Name);
        IEnumerable<string> expected = keys.Where(name => name.Split('.')[0] is not ("activity" or "device" or "dropout" or "elements" or "weightMemory"
            or "generator" or "array" or "fluctuation" or "window" or "sampling") && name != "dac.bitsAtOnce" && name != "weight.unity");

        Assert.Equal(expected.Order(), drawn.Order());
    }

    [Theory]
    [InlineData("isa/examples/one-dense-layer.sasm")]
    [InlineData("isa/examples/deadlock.sasm")]
    [InlineData("isa/examples/deadlock-fixed.sasm")]
    [InlineData("isa/filetests/loop-counts.sasm")]
    public void Examples_start_and_stop_where_the_page_says(string file)
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(Differences(folder.Path, 1, Example(folder, file), []));
    }

    [Fact]
    public void A_start_a_picosecond_later_is_found()
    {
        using var folder = new TemporaryFolder();
        Example(folder, "isa/examples/one-dense-layer.sasm");
        string[] lines = File.ReadAllLines(folder["example.starts"]);
        int at = Array.FindIndex(lines, line => line.Contains(" Scale ", StringComparison.Ordinal));
        string[] words = lines[at].Split(' ');
        words[2] = (long.Parse(words[2], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        lines[at] = string.Join(' ', words);
        File.WriteAllLines(folder["example.starts"], lines);

        Assert.Contains("example: 2 starts differ", Model(folder.Path), StringComparison.Ordinal);
    }

    private static long Example(TemporaryFolder folder, string file)
    {
        EffectiveConfiguration configuration = ArchitectureLoader.Load("all-spin", [], environment: new Dictionary<string, string>());
        CompiledProgram program = Assembler.AssembleFile(Repository.PathOf(file), configuration.Architecture.Hash);
        byte[][] images = program.Tiles[0].Blocks[0].MeanLevels.IsEmpty ? [] : [new byte[program.InputWords]];
        return StartRecorder.Record(folder.Path, "example", configuration, program, images, 0);
    }

    /// <summary>Nothing where the model read so many designs and activities and found every start the same, otherwise what it said.</summary>
    private static IEnumerable<string> Differences(string folder, int designs, long starts, Dictionary<string, string> texts)
    {
        string said = Model(folder);
        if (said == string.Create(CultureInfo.InvariantCulture, $"{designs} designs, {starts} recorded activities: every start is the same"))
        {
            return [];
        }

        IEnumerable<KeyValuePair<string, string>> wrong = texts.Where(text => said.Contains(text.Key + ":", StringComparison.Ordinal));
        return [said, .. wrong.Select(text => $"{text.Key}: {text.Value}")];
    }

    private static string Model(string folder)
    {
        Assert.True(File.Exists(NumPy.Python), $"{NumPy.Python} is missing; these tests need Debian's python3");
        var start = new ProcessStartInfo(NumPy.Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-B");
        start.ArgumentList.Add(Repository.PathOf("tests/SpinArch.Tests/TimingModel/compare.py"));
        start.ArgumentList.Add(folder);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode is 0 or 1, $"{NumPy.Python} failed: {errors.Result}");
        return output.Trim();
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
