using System.Text.Json.Nodes;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Pages;

/// <summary>The page of an inference says what its JSON report says, and its histograms hold every image.</summary>
[Collection(ConsoleTests.Name)]
public sealed class InferencePageTests
{
    [Fact]
    public void The_page_holds_the_report_and_every_image_once_in_each_histogram()
    {
        using var scratch = new Scratch();
        string page = scratch["infer.html"];
        Invocation run = Invocation.Of("infer", "--images", "12", "--samples", "3", "--ood", "noisy", "--html", page, "--output", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonNode data = new PageFile(File.ReadAllText(page)).Data;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(run.Output), data["report"]));
        foreach (string measure in new[] { "entropy", "information" })
        {
            JsonArray series = data[measure]!["series"]!.AsArray();
            Assert.Equal(["the data", "noisy"], series.Select(row => (string?)row!["name"]));
            Assert.All(series, row => Assert.Equal(12, row!["counts"]!.AsArray().Sum(count => (int)count!)));
        }
    }

    [Fact]
    public void A_page_is_of_one_age()
    {
        using var scratch = new Scratch();

        Invocation.Of("infer", "--images", "2", "--age", "0,1y", "--html", scratch["infer.html"]).AssertRefused("--html");
    }
}
