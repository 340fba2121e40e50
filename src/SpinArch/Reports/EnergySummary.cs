using SpinArch.Components;
using SpinArch.Costs;
using SpinArch.Energy;
using SpinArch.Isa;
using SpinArch.Specs;

namespace SpinArch.Reports;

/// <summary>Energy and area accounts as report rows; doubles are made of the whole numbers here and nowhere else.</summary>
internal static class EnergySummary
{
    public static EnergyReport Of(EnergyAccount account, ArchitectureSpec spec, Program program)
    {
        long pairs = Math.Max(1, (long)program.Inputs * program.Samples);
        ProgrammingCost programming = ProgrammingCost.Of(spec, program);
        return new EnergyReport
        {
            Total = account.Total.Nanojoules,
            Dynamic = account.Dynamic.Nanojoules,
            Leakage = account.Leakage.Nanojoules,
            PaperScope = account.PaperScope.Nanojoules,
            Terms = [.. account.Lines.Select(RowOf)],
            Assumed = account.Assumed.Nanojoules,
            NotExplained = account.NotExplained?.Nanojoules,
            Programming = new ProgrammingReport
            {
                Cells = programming.Cells,
                EnergyFj = programming.Cost.Femtojoules,
                TotalNj = programming.Total.Nanojoules,
                Source = programming.Source,
                Assumption = programming.Assumption,
            },
            Reconstruction = spec.Published is { } published && published.EnergyOf(LayerTable.SizesOf(program)) is { } energy
                ? Beside(published, energy, PaperReconstruction.Of(account, spec, pairs))
                : null,
        };
    }

    /// <summary>Random bits drawn for a sample of an input, on average.</summary>
    public static double RandomBitsOf(ActivityLedger ledger, ArchitectureSpec spec, Program program) =>
        (double)ComponentCatalog.RandomBitsOf(spec, kind => ledger.Of(kind).Items) / Math.Max(1, (long)program.Inputs * program.Samples);

    private static ReconstructionReport Beside(PublishedFigures published, PublishedFigure energy, PaperReconstruction paper) => new()
    {
        ImageSamples = paper.ImageSamples,
        ReconstructionNj = paper.Reconstruction.Nanojoules / paper.ImageSamples,
        NamedBlocksNj = paper.NamedBlocks?.Nanojoules / paper.ImageSamples,
        PublishedInputsPerSecond = published.Find(PublishedKey.InputsPerSecond)?.Value,
        PublishedNj = energy.Value,
        BaselineNj = 1e9 / published.Find(PublishedKey.BaselineInputsPerJoule)?.Value,
        Note = energy.Note,
        Citation = published.Citation,
    };

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
