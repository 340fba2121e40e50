using SpinArch.Runs;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Runs;

public sealed class SteadyWorkTests
{
    // Nothing comes round here for hundreds of samples: a read of 8.333 ns against a clock of 1 ns.
    [Theory]
    [InlineData(1_000, false)]
    [InlineData(12_000_000, true)]
    public void The_steady_interval_takes_no_more_work_than_it_may_and_is_unknown_otherwise(long work, bool isExact)
    {
        Simulated run = Simulated.Run(Simulated.Timing(20, 13), 10, 1, "crossbar.columnReadNs=8.333");

        double? interval = SteadyInterval.Of(run.Spec, run.Program, run.Result, null, work, CancellationToken.None);

        Assert.Equal(isExact ? 13 * 8.333 : -1, interval ?? -1, 9);
    }

    [Fact]
    public void The_wall_time_is_the_sum_of_its_parts()
    {
        var report = new SimulationJob
        {
            Spec = Simulated.Run(Simulated.Timing(20, 10), 2, 1).Spec,
            Program = Simulated.Run(Simulated.Timing(20, 10), 2, 1).Program,
            Inputs = null,
            Seed = 1
        }.Run().Report.Simulation!;

        Assert.Equal(
            report.WallSeconds,
            report.WallSecondsSetup + report.WallSecondsLoop + report.WallSecondsSteady + report.WallSecondsSamples + report.WallSecondsAdvice,
            1e-6);
        Assert.True(report.WallSecondsSetup > 0);
    }
}
