using System.Collections.Immutable;
using System.Globalization;
using SpinArch.Components;
using SpinArch.Specs;
using SpinArch.Tiles;
using SpinArch.Traces.Analysis;
using SpinArch.Traces.Recording;

namespace SpinArch.Traces.Export;

/// <summary>
/// The signals of a dump: a bit for each slot of each track that did something, and a number for each bank store of a tile that did.
/// </summary>
internal sealed class VcdSignals
{
    private readonly TracePlaces places;
    private readonly Dictionary<(int Track, int Slot), int> units = [];
    private readonly Dictionary<(int Tile, Store Store, int Block), int> banks = [];
    private readonly ImmutableArray<Store> stores;
    private readonly List<(int Site, string Name, int Width, bool IsBank)> signals = [];

    public VcdSignals(TraceReader reader, TraceFilter filter, TracePlaces places)
    {
        this.places = places;
        stores = [.. ComponentCatalog.PlanOf(reader.Header.Spec).Stores.Where(store => store.IsShown)];
        int open = -1;
        foreach ((int track, int slot) in UnitsOf(reader, filter, places))
        {
            int site = track / TraceTracks.Count;
            if (site != open)
            {
                open = site;
                AddBanks(site, reader.Header.Spec);
            }

            int unit = track % TraceTracks.Count;
            string suffix = TraceTracks.Slots(unit) > 1 || slot > 0 ? string.Create(CultureInfo.InvariantCulture, $"_{slot}") : "";
            units[(track, slot)] = signals.Count;
            signals.Add((site, TraceTracks.NameOf(unit) + suffix, 1, false));
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => signals.Count;

    /// <summary>The signal of a slot of a track.</summary>
    public int Of(int track, int slot) => units[(track, slot)];

    /// <summary>The signal of a store; -1 where its tile has none.</summary>
    public int Of(in BankChange change) => banks.GetValueOrDefault((change.Tile, change.Store, change.Block), -1);

    /// <summary>A value as a dump writes it, a line; a store that the trace overdraws is empty.</summary>
    public string Text(int signal, int value) => !signals[signal].IsBank
        ? $"{(value > 0 ? '1' : '0')}{Code(signal)}\n"
        : $"b{Math.Max(0, value).ToString("b", CultureInfo.InvariantCulture)} {Code(signal)}\n";

    /// <summary>That a value is not known, as a dump writes it, a line.</summary>
    public string Unknown(int signal) => signals[signal].IsBank ? $"bx {Code(signal)}\n" : $"x{Code(signal)}\n";

    /// <summary>Writes the declarations, a scope a site.</summary>
    public void Declare(TextWriter writer)
    {
        int open = -1;
        for (int signal = 0; signal < signals.Count; signal++)
        {
            (int site, string name, int width, _) = signals[signal];
            if (site != open)
            {
                writer.Write($"{(open < 0 ? "" : "$upscope $end\n")}$scope module {places.NameOf(site).Replace(' ', '_')} $end\n");
                open = site;
            }

            writer.Write(string.Create(CultureInfo.InvariantCulture, $"$var wire {width} {Code(signal)} {name} $end\n"));
        }

        writer.Write(open < 0 ? "" : "$upscope $end\n");
    }

    private void AddBanks(int site, ArchitectureSpec spec)
    {
        if (site >= places.Sites.Tiles)
        {
            return;
        }

        int blocks = places.Program.Tiles[site].Blocks.Length;
        foreach (Store store in stores.OrderByDescending(store => store.Scope))
        {
            int rings = store.Scope == StoreScope.Block ? blocks : 1;
            for (int block = 0; block < rings; block++)
            {
                banks[(site, store, block)] = signals.Count;
                string name = rings == 1 ? $"banks_{store.Name}" : string.Create(CultureInfo.InvariantCulture, $"banks_{store.Name}_{block}");
                signals.Add((site, name, int.Log2(store.Banks(spec)) + 1, true));
            }
        }
    }

    private static SortedSet<(int Track, int Slot)> UnitsOf(TraceReader reader, TraceFilter filter, TracePlaces places)
    {
        var found = new SortedSet<(int, int)>();
        var slots = new SlotAssigner(places);
        TraceScan.Over(reader, filter, places, (in Activity activity) => found.Add((slots.TrackIndex(in activity), slots.Assign(in activity))));
        return found;
    }

    // Identifier codes are strings of the printable characters 33 to 126.
    private static string Code(int index)
    {
        const int Characters = 94;
        string code = "";
        do
        {
            code += (char)('!' + (index % Characters));
            index = (index / Characters) - 1;
        }
        while (index >= 0);
        return code;
    }
}
