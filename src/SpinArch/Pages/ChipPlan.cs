using System.Text.Json.Nodes;
using SpinArch.Components;
using SpinArch.Costs;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Traces;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Pages;

/// <summary>
/// The chip as a page draws it: tiles on the mesh with their blocks, and by place what each unit did and spent and each link carried.
/// </summary>
internal static class ChipPlan
{
    public static JsonObject Of(
        TraceHeader header, TracePlaces places, SiteEnergy energy, LinkLoad links, TraceStatistics statistics, Picoseconds end)
    {
        Program program = header.Program;
        return new JsonObject
        {
            ["width"] = program.MeshWidth,
            ["height"] = program.MeshHeight,
            ["portX"] = header.Spec.Mesh.PortX,
            ["portY"] = header.Spec.Mesh.PortY,
            ["endNs"] = end.Nanoseconds,
            ["tiles"] = new JsonArray([.. program.Tiles.Select((tile, index) => (JsonNode?)new JsonObject
            {
                ["x"] = tile.X,
                ["y"] = tile.Y,
                ["layers"] = places.LayersOf(index),
                ["blocks"] = new JsonArray([.. tile.Blocks.Select(block => (JsonNode?)new JsonArray(
                    block.LayerName, block.Pair, block.RowBase, block.Rows, block.ColumnBase, block.Columns))]),
            })]),
            ["causes"] = new JsonArray([.. Enum.GetValues<Traces.StallCause>().Select(cause => (JsonNode?)TrackTime.NameOf(cause))]),
            ["tracks"] = new JsonArray([.. statistics.Rows(end).Select(row => (JsonNode?)new JsonObject
            {
                ["site"] = row.Site,
                ["unit"] = row.Track,
                ["count"] = row.Activities,
                ["totalNs"] = row.Total.Nanoseconds,
                ["busyNs"] = row.Busy.Nanoseconds,
                ["waitsNs"] = new JsonArray([.. row.Waits.Select(wait => (JsonNode?)wait.Nanoseconds)]),
                ["doneNs"] = row.Done.Nanoseconds,
            })]),
            ["energy"] = Energy(places, energy),
            ["links"] = new JsonArray([.. links.Used().Select(link => (JsonNode?)new JsonArray(
                link.Router, link.Output, link.Flits, new Picoseconds(link.Busy).Nanoseconds))]),
            ["follows"] = new JsonArray(
            [
                .. ComponentCatalog.Units.Where(unit => unit.IsFollower).Select(unit => (JsonNode?)unit.Name),
            ]),
        };
    }

    // [site, unit, nJ]
    private static JsonArray Energy(TracePlaces places, SiteEnergy energy)
    {
        var rows = new JsonArray();
        for (int site = 0; site < places.Sites.Count; site++)
        {
            foreach (UnitKind unit in ComponentCatalog.Units)
            {
                Quectojoules amount = energy.At(site, unit);
                if (amount != Quectojoules.Zero)
                {
                    rows.Add(new JsonArray(places.NameOf(site), unit.Name, amount.Nanojoules));
                }
            }
        }

        return rows;
    }
}
