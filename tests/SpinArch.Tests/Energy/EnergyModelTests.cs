using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Tests.Energy;

public sealed class EnergyModelTests
{
    private const long Synapses = 198_800;
    private static readonly Picoseconds Powered = new(2_100_000);

    [Fact]
    public void The_papers_network_costs_what_one_computes_by_hand()
    {
        EnergyAccount account = Account();

        Assert.Equal(Synapses * 24, (long)Line(account, SamplerComponent.Trng, "bit").Count);
        Assert.Equal(271.9584, Line(account, SamplerComponent.Trng, "bit").Total.Nanojoules, 10);
        Assert.Equal(Synapses * 3 * (265.24 + 192) / 1e6, PaperNj(account, SamplerComponent.Accumulator), 9);
        Assert.Equal(272.70, PaperNj(account, SamplerComponent.Accumulator), 2);
        Assert.Equal(Synapses * (565.33 + 192) / 1e6, PaperNj(account, ScalerComponent.Scaler), 9);
        Assert.Equal(150.56, PaperNj(account, ScalerComponent.Scaler), 2);
        Assert.Equal(61.98, PaperNj(account, CrossbarComponent.SigmaDac), 2);
        Assert.Equal(1184 * 0.003896875 * 80 / 1e3, PaperNj(account, CrossbarComponent.MeanDac), 9);
        Assert.Equal(0.37, PaperNj(account, CrossbarComponent.MeanDac), 2);
        Assert.Equal(820, (long)Line(account, ConverterComponent.Adc, "conversion").Count);
        Assert.Equal(1.64, PaperNj(account, ConverterComponent.Adc), 10);
    }

    [Fact]
    public void A_mean_vector_held_for_further_columns_is_charged_outside_the_paper_scope()
    {
        EnergyLine hold = Line(Account(), CrossbarComponent.MeanDac, "hold");

        Assert.Equal(TermScope.System, hold.Scope);
        Assert.Equal(Synapses - 1184, (long)hold.Count);
    }

    [Fact]
    public void A_full_read_at_the_highest_level_dissipates_supply_squared_over_both_lines()
    {
        EnergyAccount account = Account();

        // 0.1 V on 400 uS and on the resting 100 uS for 10 ns: 40 fJ and 10 fJ a weight.
        double read = Line(account, CrossbarComponent.SigmaCrossbar, "columnRead").Total.Femtojoules;
        double offState = Line(account, CrossbarComponent.SigmaCrossbar, "offState").Total.Femtojoules;
        Assert.Equal(Synapses * 30.0, read, Synapses * 30.0 * 1e-9);
        Assert.Equal(Synapses * 20.0, offState, Synapses * 20.0 * 1e-9);
    }

    [Fact]
    public void Registers_are_read_for_as_long_as_the_dacs_drive()
    {
        EnergyAccount account = Account();

        // 784 rows: seven files of 128; 200 rows: one of 256. 210 columns of 200 rows, two mean vectors of 200.
        double expected = ((200 * 7 * 17.0) + (7 * 17.0) + ((210 + 2) * 47.0)) / 1e3;
        Assert.Equal(
            expected,
            account.Sum(line => line is { Unit.Name: "latch", Action: "inputRead", Kind: TermKind.Dynamic }).Nanojoules,
            9);
    }

    [Fact]
    public void Terms_scopes_and_kinds_add_up_to_the_total()
    {
        EnergyAccount account = Account();

        Assert.Equal(account.Total, account.Dynamic + account.Leakage);
        Assert.Equal(account.Total, account.PaperScope + account.Sum(line => line.Scope == TermScope.System));
    }

    [Fact]
    public void Idle_leakage_is_powered_time_less_active_time_and_never_negative()
    {
        ArchitectureSpec spec = PaperNetwork.Spec();
        EnergyModel model = EnergyModel.Create(spec, PaperNetwork.Program(spec));
        var ledger = new ActivityLedger(model.Sites);
        ledger.OnActivity(PaperNetwork.Of(ConverterComponent.Convert, 0, 0, 2_000, 2));

        EnergyAccount busy = model.Cost(ledger, new Picoseconds(1_500));
        EnergyAccount longer = model.Cost(ledger, new Picoseconds(10_000));

        // Two conversions of 1 ns on tile 0; the other two tiles' converters idle throughout.
        Assert.Equal(2 * 1_500, (long)Line(busy, ConverterComponent.Adc, "idle").Count);
        Assert.Equal(8_000 + (2 * 10_000), (long)Line(longer, ConverterComponent.Adc, "idle").Count);
        Assert.All(busy.Lines, line => Assert.True(line.Count >= 0));
    }

    [Fact]
    public void A_neuron_summed_column_is_one_conversion_of_the_neurons_few_bits()
    {
        ArchitectureSpec spec = PaperNetwork.Spec("all-spin-ideal", "crossbar.columnSum=neuron");
        EnergyModel model = EnergyModel.Create(spec, PaperNetwork.Program(spec, ColumnSum.Neuron));
        var ledger = new ActivityLedger(model.Sites);
        ledger.OnActivity(PaperNetwork.Of(ConverterComponent.Convert, 1, 0, 1_000, 1));
        ledger.OnActivity(PaperNetwork.Of(CrossbarComponent.NeuronWrite, 1, 0, 10_000, 1));

        EnergyAccount account = model.Cost(ledger, new Picoseconds(10_000));

        Assert.Equal(3 * 225.0, Line(account, ConverterComponent.Adc, "conversion").Total.Femtojoules, 9);
        Assert.True(Line(account, CrossbarComponent.Neuron, "write").Assumption);
    }

    [Fact]
    public void The_power_of_a_dac_follows_its_bits_only_where_the_technology_says_so()
    {
        EnergyAccount scaled = Account();
        EnergyAccount flat = Account("constants.dac.bitScaling=0");

        Assert.Equal(
            Line(scaled, CrossbarComponent.SigmaDac, "drive").Total,
            Line(flat, CrossbarComponent.SigmaDac, "drive").Total * 8);
    }

    [Fact]
    public void The_named_blocks_are_the_low_bound_and_no_scale_factor_hides_in_the_reconstruction()
    {
        ArchitectureSpec spec = PaperNetwork.Spec();
        EnergyAccount account = Account();
        PaperReconstruction paper = PaperReconstruction.Of(account, spec, 1);

        double crossbars = account.Sum(line => line.Unit == CrossbarComponent.MeanCrossbar
            || line.Unit == CrossbarComponent.SigmaCrossbar).Nanojoules;
        Assert.Equal(271.9584 + 1.476 + crossbars + ((Synapses + 1184) * 0.0350625 / 1e3), paper.NamedBlocks!.Value.Nanojoules, 6);
        Assert.Equal(account.PaperScope, paper.Reconstruction);
    }

    [Fact]
    public void Programming_writes_four_cells_a_weight_and_stands_in_no_total()
    {
        ArchitectureSpec spec = PaperNetwork.Spec();
        ProgrammingCost programming = ProgrammingCost.Of(spec, PaperNetwork.Program(spec));

        Assert.Equal(4 * Synapses, programming.Cells);
        Assert.Equal(4 * Synapses * 9.31, programming.Total.Femtojoules, 6);
        Assert.DoesNotContain(Account().Lines, line => line.Source.Contains("programEnergy", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kind_of_activity_is_either_charged_or_named_free()
    {
        ArchitectureSpec spec = PaperNetwork.Spec("all-spin-ideal", "crossbar.columnSum=neuron", "crossbar.blocksPerTile=2");
        EnergyModel model = EnergyModel.Create(spec, PaperNetwork.Program(spec, ColumnSum.Neuron));

        Assert.All(ComponentCatalog.Of(spec).SelectMany(component => component.Activities),
            kind => Assert.Contains(model.Terms, term => term.Activity == kind));
    }

    [Fact]
    public void The_ledger_allocates_nothing_per_activity()
    {
        ArchitectureSpec spec = PaperNetwork.Spec();
        var ledger = new ActivityLedger(SiteMap.Of(PaperNetwork.Program(spec)));
        Activity activity = PaperNetwork.Of(CrossbarComponent.SigmaRead, 1, 0, 10_000, 200, 5, 7);
        ledger.OnActivity(activity);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            ledger.OnActivity(activity);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static EnergyAccount Account(params string[] settings)
    {
        ArchitectureSpec spec = PaperNetwork.Spec("all-spin-ideal", settings);
        EnergyModel model = EnergyModel.Create(spec, PaperNetwork.Program(spec));
        var ledger = new ActivityLedger(model.Sites);
        foreach (Activity activity in PaperNetwork.OneSample())
        {
            ledger.OnActivity(activity);
        }

        return model.Cost(ledger, Powered);
    }

    private static EnergyLine Line(EnergyAccount account, UnitKind unit, string action) =>
        account.Lines.First(line => line.Unit == unit && line.Action == action);

    private static double PaperNj(EnergyAccount account, UnitKind unit) =>
        account.Sum(line => line.Unit == unit && line.Scope == TermScope.Paper).Nanojoules;
}
