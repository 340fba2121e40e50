using SpinArch.Energy;
using SpinArch.Reports;
using SpinArch.Tests.Hardware;

namespace SpinArch.Tests.Energy;

/// <summary>Where mean and sigma currents meet in the neuron, the sigma crossbar has the supply that brings their scales together.</summary>
public sealed class NeuronSupplyTests
{
    [Theory]
    [InlineData(0.5, 0.1)]
    [InlineData(0.2, 0.3)]
    public void Its_reads_dissipate_by_the_square_of_that_supply(double mean, double sigma)
    {
        Simulated run = Simulated.Run(
            Weighted.Network(mean, sigma, 30, 12, 5), 3, 1, [new byte[30].Select((_, k) => (byte)(8 * k)).ToArray()], 1, default, "crossbar.columnSum=neuron");
        EnergyModel model = EnergyModel.Create(run.Spec, run.Program);
        var ledger = new ActivityLedger(model.Sites);
        foreach (Activity activity in run.Activities)
        {
            ledger.OnActivity(in activity);
        }

        // A full sigma drive stands for x z = Zmax / sqrt(varZ) = 765 / 255.998, so a level's current must be worth that many times its sigma.
        double supply = sigma / mean * (765 / Math.Sqrt((65_536 - 1) * 3 / 3.0));
        double quantum = Math.Pow(0.1 / 255, 2) * 10e-9 * 300e-6 / 15;
        double hidden = run.Of(CrossbarComponent.SigmaRead).Where(read => read.Tile == 0).Sum(read => (double)read.Quanta) * quantum * supply * supply;
        double last = run.Of(CrossbarComponent.SigmaRead).Where(read => read.Tile == 1).Sum(read => (double)read.Quanta) * quantum;
        double charged = model.Cost(ledger,
            run.Result.End).Sum(line => line is { Unit.Name: "sigmaCrossbar", Action: "columnRead" }).Femtojoules * 1e-15;

        Assert.Equal(1, charged / (hidden + last), 3);
        Assert.Equal(supply, TileShape.Of(run.Spec, run.Program.Tiles[0]).SigmaSupply, 3);
        Assert.Equal(1, TileShape.Of(run.Spec, run.Program.Tiles[1]).SigmaSupply);
        NoteReport note = Assert.Single(RunNotes.Of(run.Spec, run.Program), note => note.Kind == "supply");
        Assert.Contains(FormattableString.Invariant($"{100 * supply:0.0} mV beside 100.0 mV"), note.Text, StringComparison.Ordinal);
    }
}
