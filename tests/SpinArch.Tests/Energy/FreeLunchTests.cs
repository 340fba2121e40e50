using SpinArch.Energy;
using SpinArch.Estimation;
using SpinArch.Tests.Estimation;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Energy;

/// <summary>No key of an architecture gives speed, width or depth away: what is beyond a published point costs, or the report says that it does not.</summary>
public sealed class FreeLunchTests
{
    private static readonly NetworkEstimator Estimator = new(Simulated.Timing(784, 200, 200, 10));

    [Fact]
    public void Every_key_is_charged_noted_or_exempt_with_a_reason()
    {
        string[] listed = [.. KeyCosts.Charged.Keys, .. KeyCosts.Noted.Keys, .. KeyCosts.Exempt.Keys];

        IEnumerable<string> keys = ComponentCatalog.Of(RandomDesign.Load()).SelectMany(component => component.Keys).Select(key => key.Name);
        Assert.Equal(keys.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.All(KeyCosts.Exempt.Values, reason => Assert.NotEmpty(reason));
    }

    [Fact]
    public void A_charged_key_costs_more_dynamic_energy_or_more_area_with_every_step()
    {
        foreach ((string key, (string[] values, string[] settings)) in KeyCosts.Charged)
        {
            PointEstimate[] points = [.. values.Select(value => Estimate([.. settings, $"{key}={value}"]))];
            for (int step = 1; step < points.Length; step++)
            {
                bool isDearer = points[step].Dynamic.Value > points[step - 1].Dynamic.Value || points[step].AreaMm2 > points[step - 1].AreaMm2;
                Assert.True(isDearer, $"{key} = {values[step]} costs neither energy nor area beside {values[step - 1]}");
            }
        }
    }

    [Fact]
    public void A_key_whose_cost_is_not_modelled_is_named_in_the_report()
    {
        foreach ((string key, (string value, string[] settings)) in KeyCosts.Noted)
        {
            CostNote note = Assert.Single(CostNotes.Of(RandomDesign.Load([.. settings, $"{key}={value}"])), note => note.Key == key);
            Assert.False(note.IsModelled, key);
            Assert.Contains("cost not modelled", note.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_beyond_a_published_point_and_charged_is_named_too()
    {
        foreach ((string key, string value) in new[]
        {
            ("clock.periodNs", "0.1"), ("link.flitNs", "0.1"), ("link.hopNs", "0.5"), ("adc.intervalNs", "0.1"), ("adc.bits", "12"),
            ("link.flitBits", "1024"), ("link.receiveFlits", "65"), ("link.bufferFlits", "5"),
        })
        {
            Assert.True(Assert.Single(CostNotes.Of(RandomDesign.Load($"{key}={value}")), note => note.Key == key).IsModelled, key);
        }
    }

    [Theory]
    [InlineData("all-spin")]
    [InlineData("all-spin-ideal")]
    [InlineData("all-spin-balanced")]
    public void The_shipped_architectures_lie_at_the_published_points(string name) =>
        Assert.Empty(CostNotes.Of(ArchitectureLoader.Load(name, environment: new Dictionary<string, string>()).Architecture));

    private static PointEstimate Estimate(string[] settings) => Estimator.Estimate(RandomDesign.Load(settings), 10, 1);
}
