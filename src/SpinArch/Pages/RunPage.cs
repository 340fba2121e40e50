using System.Text.Json.Nodes;
using SpinArch.Configuration;
using SpinArch.Energy;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Reports;
using SpinArch.Runs;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Pages;

/// <summary>
/// The page of a run: what it says, what limits the chip, where time and energy go. Its figures are the report's; what it shows besides
/// (energy by tile, loads of links, power over time) is counted again over the run's trace, by the same rules.
/// </summary>
public sealed record RunPage
{
    // More points than pixels tell nobody more.
    private const int PowerBins = 2000;

    // The samples of so many results are shown one by one.
    private const long SampleLimit = 400_000;

    // And so many images, by their bytes.
    private const long ImageBytes = 1_500_000;

    /// <summary>The command that made it.</summary>
    public required PageHead Head { get; init; }

    /// <summary>The run's report.</summary>
    public required RunReport Report { get; init; }

    /// <summary>What limits, in a sentence; null where nothing does.</summary>
    public required string? Limit { get; init; }

    /// <summary>The configuration that ran.</summary>
    public required EffectiveConfiguration Configuration { get; init; }

    /// <summary>The architecture's own, without what the command line changes.</summary>
    public required EffectiveConfiguration Base { get; init; }

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="trace">The trace of the run.</param>
    public void Write(string path, TraceReader trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var parts = new List<byte[]>();
        JsonObject data = Data(trace, parts);
        AtomicFile.Write(path, stream => HtmlPage.Write(stream, "run", $"{Report.Network} on {Report.Architecture}", data, parts));
    }

    private JsonObject Data(TraceReader trace, List<byte[]> parts)
    {
        TraceHeader header = trace.Header;
        RunResult result = trace.Outcome?.Result ?? throw new InputException($"{trace.Damage ?? trace.Path}; a page needs the whole trace");
        var places = new TracePlaces(header.Program);
        var profile = RunProfile.Again(EnergyModel.Create(header.Spec, header.Program), header.PowerBin);
        var energy = new SiteEnergy(profile.Model);
        var links = new LinkLoad(places.Sites.Routers);
        var statistics = new TraceStatistics(places);
        TraceReplay.Feed(trace, profile, energy, links, statistics);
        energy.AddIdle(profile.Close(result.End));
        JsonObject data = Head.ToJson("run", $"{Report.Network} on {Report.Architecture}");
        data["report"] = JsonNode.Parse(RunReportJson.Write(Report));
        data["limit"] = Limit;
        data["chip"] = ChipPlan.Of(header, places, energy, links, statistics, result.End);
        data["power"] = Power(profile.Power, result.End);
        data["samples"] = Samples(header, result);
        data["configuration"] = ConfigurationChanges.Of(Configuration, Base);
        data["timeline"] = TimeLineData.Of(trace, parts);
        return data;
    }

    private static JsonObject Power(PowerProfile power, Picoseconds end)
    {
        long bins = Math.Max(1, (end.Value + power.BinWidth.Value - 1) / power.BinWidth.Value);
        long step = (bins + PowerBins - 1) / PowerBins * power.BinWidth.Value;
        var values = new JsonArray();
        for (long start = 0; start < end.Value; start += step)
        {
            values.Add(power.MeanMilliwatts(new Picoseconds(start), new Picoseconds(start + step)));
        }

        return new JsonObject { ["binNs"] = new Picoseconds(step).Nanoseconds, ["mw"] = values };
    }

    // Result by result what the samples say, where the functional path gives the machine's very sums; and the inputs as they were sent.
    private static JsonObject? Samples(TraceHeader header, RunResult result)
    {
        Program program = header.Program;
        if (result.Sums.IsEmpty || FunctionalSamples.Of(header.Spec, program, result, header.Images, header.Seed) is not { } sampled)
        {
            return null;
        }

        int outputs = sampled.Network.Outputs;
        int shown = (int)Math.Min(program.Inputs, Math.Max(1, SampleLimit / ((long)outputs * program.Samples)));
        int images = (int)Math.Min(shown, Math.Max(1, ImageBytes / Math.Max(1, program.InputWords)));
        var inputs = new JsonArray();
        for (int input = 0; input < shown; input++)
        {
            double[] values = Array.ConvertAll(sampled.Results[input], code => code * sampled.Network.OutputScale);
            int label = input < header.Labels.Length ? header.Labels[input] : -1;
            double[] codes = Array.ConvertAll(sampled.Results[input], code => (double)code);
            var prediction = new ImagePrediction(label, program.Samples, outputs, codes, sampled.Network.OutputScale);
            inputs.Add(new JsonObject
            {
                ["values"] = new JsonArray([.. values.Select(value => (JsonNode?)value)]),
                ["probabilities"] = new JsonArray([.. prediction.Probabilities.Select(value => (JsonNode?)value)]),
                ["entropy"] = prediction.PredictiveEntropy,
                ["information"] = prediction.MutualInformation,
                ["image"] = input < images ? Convert.ToBase64String(header.Images[input]) : null,
            });
        }

        return new JsonObject { ["outputs"] = outputs, ["inputs"] = inputs };
    }
}
