using SpinArch.Costs;
using SpinArch.Energy;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Reports;

/// <summary>Energy and area accounts as report rows; doubles are made of the whole numbers here and nowhere else.</summary>
internal static class EnergySummary
{
    private const string Note =
        "The published figure has no breakdown and holds for one image and one sample of the paper's network on one ideal array a "
        + "layer; compare on that network and architecture only. The reconstruction's choice of terms was made after the figure was known.";

    public static EnergyReport Of(EnergyAccount account, ArchitectureSpec spec, Program program)
    {
        long pairs = Math.Max(1, (long)program.Inputs * program.Samples);
        PaperReconstruction paper = PaperReconstruction.Of(account, spec, pairs);
        ProgrammingCost programming = ProgrammingCost.Of(spec, program);
        return new EnergyReport
        {
            Total = account.Total.Nanojoules,
            Dynamic = account.Dynamic.Nanojoules,
            Leakage = account.Leakage.Nanojoules,
            PaperScope = account.PaperScope.Nanojoules,
            Terms = [.. account.Lines.Select(RowOf)],
            Assumed = account.Assumed.Nanojoules,
            Programming = new ProgrammingReport
            {
                Cells = programming.Cells,
                EnergyFj = programming.Cost.Femtojoules,
                TotalNj = programming.Total.Nanojoules,
                Source = programming.Source,
                Assumption = programming.Assumption,
            },
            Reconstruction = new ReconstructionReport
            {
                ImageSamples = pairs,
                ReconstructionNj = paper.Reconstruction.Nanojoules / pairs,
                NamedBlocksNj = paper.NamedBlocks.Nanojoules / pairs,
                PublishedNj = paper.PublishedNj,
                BaselineNj = paper.BaselineNj,
                Note = Note,
            },
        };
    }

    public static AreaReport AreaOf(ArchitectureSpec spec, Program program)
    {
        AreaAccount area = AreaModel.Of(spec, program);
        return new AreaReport
        {
            Total = area.TotalMm2,
            Assumed = area.AssumedMm2,
            Terms =
            [
                .. area.Terms.Select(term => new AreaTermReport
                {
                    Unit = term.Unit.Name,
                    Part = term.Part,
                    Instances = term.Instances,
                    EachMm2 = term.EachMm2,
                    TotalMm2 = term.TotalMm2,
                    Source = term.Source,
                    Assumption = term.Assumption,
                }),
            ],
        };
    }

    private static EnergyTermReport RowOf(EnergyLine line) => new()
    {
        Unit = line.Unit.Name,
        Action = line.Action,
        Kind = line.Kind == TermKind.Dynamic ? "dynamic" : "leakage",
        Count = line.Count,
        Quanta = line.Quanta,
        EnergyFj = line.Cost.Femtojoules,
        TotalNj = line.Total.Nanojoules,
        Scope = line.Scope == TermScope.Paper ? "paper" : "system",
        Source = line.Source,
        QuantumFj = line.QuantumCost.Femtojoules,
        Assumption = line.Assumption,
    };
}
