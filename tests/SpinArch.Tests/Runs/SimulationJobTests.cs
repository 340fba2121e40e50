using SpinArch.Kernel;
using SpinArch.Runs;
using SpinArch.Tests.Traces;

namespace SpinArch.Tests.Runs;

public sealed class SimulationJobTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_observer_hears_every_activity_whether_or_not_the_run_is_recorded(bool isRecorded)
    {
        using var run = RecordedRun.Compiled(2, 20, 10);
        var heard = new Listener();

        (run.Job with { Observer = heard, Trace = isRecorded ? run.Job.Trace : null }).Run();

        Assert.Equal(run.Activities(), heard.Activities);
    }

    [Fact]
    public void A_job_returns_the_profile_that_its_report_is_made_of()
    {
        using var run = RecordedRun.Compiled(2, 20, 10);

        SimulatedRun simulated = (run.Job with { Trace = null }).Run();

        Picoseconds end = new((long)Math.Round(simulated.Report.LatencyNs.Total * 1000));
        Assert.Equal(simulated.Report.EnergyNj.Total, simulated.Profile.Model.Cost(simulated.Profile.Ledger, end).Total.Nanojoules);
    }

    private sealed class Listener : IActivitySink
    {
        public List<Activity> Activities { get; } = [];

        public void OnActivity(in Activity activity) => Activities.Add(activity);
    }
}
