using System.Globalization;
using SpinArch.Hardware;
using SpinArch.Kernel;
using CompiledProgram = SpinArch.Isa.Program;

namespace SpinArch.Tests.TimingModel;

/// <summary>
/// Writes every activity of a run as a line for the model to compare with: place, action, start, duration [ps], instruction, column,
/// sample, input.
/// </summary>
internal sealed class StartRecorder(TextWriter writer) : IActivitySink
{
    /// <summary>How many lines there are.</summary>
    public int Lines { get; private set; }

    /// <summary>
    /// Runs a program, to its end or into its deadlock, and writes it with its settings and activities as NAME.sasm, NAME.json and
    /// NAME.starts.
    /// </summary>
    /// <returns>How many activities there are.</returns>
    public static int Record(
        string folder, string name, EffectiveConfiguration configuration, CompiledProgram program, byte[][] images, long arrivalInterval)
    {
        File.WriteAllText(Path.Combine(folder, name + ".sasm"), SpinArch.Isa.Disassembler.Disassemble(program, name));
        File.WriteAllText(Path.Combine(folder, name + ".json"), ConfigurationReport.ToJson(configuration));
        using var writer = new StreamWriter(Path.Combine(folder, name + ".starts")) { NewLine = "\n" };
        var recorder = new StartRecorder(writer);
        var inputs = new MachineInputs { Seed = 1, Images = [.. images], ArrivalInterval = new Picoseconds(arrivalInterval) };
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"arrival {arrivalInterval}"));
        try
        {
            RunResult result = new Machine(configuration.Architecture, program, inputs, recorder).Run();
            writer.WriteLine($"end {result.End.Value}");
            writer.WriteLine("inputs " + string.Join(' ', result.Completions.Select(time => time.Value)));
            writer.WriteLine("samples " + string.Join(' ', result.SampleCompletions.Select(time => time.Value)));
        }
        catch (DeadlockException)
        {
            writer.WriteLine("deadlock");
        }

        return recorder.Lines;
    }

    public void OnActivity(in Activity activity)
    {
        Lines++;
        long[] operation = [activity.Instruction, activity.Column, activity.Sample, activity.Input];
        string numbers = string.Join(' ', [activity.Start.Value, activity.Duration.Value, .. operation]);
        writer.WriteLine($"{activity.Tile} {activity.Kind} {numbers}");
    }
}
