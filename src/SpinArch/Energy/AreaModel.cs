using System.Collections.Immutable;
using SpinArch.Components;
using SpinArch.Costs;
using SpinArch.Isa;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Energy;

/// <summary>
/// Area of the tiles that a program uses, of every router of the mesh, and of the off-chip link: the area rules of the components.
/// </summary>
public static class AreaModel
{
    /// <summary>The area of a chip; what a tile has first, then what lies between tiles.</summary>
    /// <param name="spec">The architecture with its technology.</param>
    /// <param name="program">The program, for the number of tiles and the size of unbounded crossbars.</param>
    public static AreaAccount Of(ArchitectureSpec spec, Program program)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(program);
        Design design = ComponentCatalog.DesignOf(spec, program.Tiles.Select(tile => tile.Code.Length).DefaultIfEmpty(0).Max());
        TileShape[] tiles = [.. program.Tiles.Select(tile => TileShape.Of(spec, tile))];
        var terms = ImmutableArray.CreateBuilder<AreaTerm>();
        foreach (AreaRule rule in ComponentCatalog.Of(spec).SelectMany(component => component.Areas).OrderBy(rule => rule.Place))
        {
            TileShape none = default;
            switch (rule.Place)
            {
                case Place.Tile:
                    foreach (IGrouping<double, TileShape> alike in tiles.GroupBy(tile => rule.Variant?.Invoke(in design, in tile)
                        ?? 0).OrderBy(alike => alike.Key))
                    {
                        Add(rule, alike.First(), alike.Sum(tile => rule.Instances(in design, in tile)));
                    }

                    break;
                case Place.Channel:
                    Add(rule, none, rule.Instances(in design, in none) * program.Tiles.Sum(tile => (long)tile.Receives.Length));
                    break;
                case Place.Router:
                    Add(rule, none, rule.Instances(in design, in none) * SiteMap.Of(program).Routers);
                    break;
                case Place.Port:
                    Add(rule, none, rule.Instances(in design, in none));
                    break;
            }
        }

        return new AreaAccount(terms.ToImmutable());

        void Add(AreaRule rule, TileShape tile, long instances)
        {
            if (instances > 0)
            {
                string[] laws = rule.LawKeys?.Invoke(in design, in tile) ?? [];
                TechnologyConstant[] constants = [spec.Technology[rule.Constant], .. laws.Select(law => spec.Technology[law])];
                terms.Add(new AreaTerm
                {
                    Unit = rule.Unit,
                    Part = rule.Part,
                    Instances = instances,
                    EachMm2 = CostLaws.Scaled(constants[0].Value, rule.Times?.Invoke(in design, in tile) ?? 1),
                    Source = string.Join("; ", constants.Select(constant => $"{constant.Key}: {constant.Source}")),
                    Assumption = constants.Any(constant => constant.Assumption),
                });
            }
        }
    }
}
