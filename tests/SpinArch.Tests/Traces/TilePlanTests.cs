using SpinArch.Files;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Tests.Traces;

/// <summary>The table of steps says when everything happens: no activity of any design is earlier or later than it says.</summary>
public sealed class TilePlanTests
{
    private const string Designs = "SPINARCH_DESIGNS";

    [Fact]
    public void Every_activity_of_a_random_design_happens_when_the_table_says()
    {
        int wanted = int.TryParse(Environment.GetEnvironmentVariable(Designs), out int designs) ? designs : 60;
        int refused = 0;
        long activities = 0;
        for (int number = 0; number < wanted; number++)
        {
            (string[] settings, int[] sizes, int samples) = RandomDesigns.Draw(number);
            try
            {
                using var run = RecordedRun.CompiledUnder(settings, samples, sizes);
                using TraceReader reader = run.Open();
                var chip = new FollowedChip(reader.Header);
                foreach (Activity activity in reader.Blocks().SelectMany(block => block.ToArray()))
                {
                    string? wrong = chip.Take(in activity);
                    Assert.True(wrong is null, $"design {number}, {string.Join(" ", settings)} on {string.Join('-', sizes)}, {samples} samples: {activity} {wrong}");
                    activities++;
                }

                Assert.Empty(chip.Unfinished());
            }
            catch (InputException)
            {
                refused++;
            }
        }

        Assert.True(refused < wanted / 2, $"{refused} of {wanted} designs are refused: the draw says little");
        Assert.True(activities > 1000L * (wanted - refused), $"only {activities} activities");
    }

    [Fact]
    public void Every_activity_of_a_tile_has_one_unit_that_reports_it()
    {
        ArchitectureSpec spec = RecordedRun.Configuration().Architecture;
        TilePlan plan = ComponentCatalog.PlanOf(spec);
        ActivityKind[] elsewhere = [SequencerComponent.Fetch, NetworkComponent.Hop, PortComponent.PortSend, PortComponent.PortReceive];

        Assert.All(ComponentCatalog.Of(spec).SelectMany(component => component.Activities).Except(elsewhere),
            kind => Assert.NotNull(plan.ReporterOf(kind)));
        Assert.All(elsewhere, kind => Assert.Null(plan.ReporterOf(kind)));
    }
}
