using System.Collections.Immutable;
using SpinArch.Sweeps;
using SpinArch.Tests.CommandLine;

namespace SpinArch.Tests.Sweeps;

/// <summary>A folder with a small network and a sweep of it that has points of every status but error.</summary>
internal sealed class SweepBench : IDisposable
{
    private readonly Scratch scratch = new();

    public SweepBench() => Network = scratch.Write(
        "network.json",
        """{ "name": "small", "input": [120], "layers": [ { "name": "a", "kind": "dense", "outputs": 40, "activation": "saturatingLinear" }, { "name": "b", "kind": "dense", "outputs": 10, "activation": "none" } ] }""");

    public string Network { get; }

    public string this[string name] => scratch[name];

    public string Write(string text) => scratch.Write("sweep.json", text.Replace("NETWORK", Network, StringComparison.Ordinal));

    public string WriteNamed(string name, string text) => scratch.Write(name, text.Replace("NETWORK", Network, StringComparison.Ordinal));

    public string WriteAs(string name, string text) => scratch.Write(name, text);

    public void WriteAs(string name, byte[] bytes) => scratch.Write(name, bytes);

    public string Small(string more = "") => Write(
        $$"""
        { "name": "small", "network": "NETWORK", "samples": 4{{more}},
          "knobs": [ { "keys": ["crossbar.rows", "crossbar.columns"], "values": [16, 32, 64] },
                     { "key": "adc.intervalNs", "from": 1, "to": 8, "count": 4, "scale": "log" },
                     { "key": "mesh.width", "values": ["auto", 2] }, { "key": "mesh.height", "values": [4] } ] }
        """);

    public static SweepFile Read(string path) => SweepFileReader.Read(path, "all-spin-mnist", "all-spin");

    public static ImmutableArray<PointRow> Run(string file, string folder, int jobs = 1, bool resume = false) =>
        new SweepRun { File = SweepBench.Read(file), Folder = new SweepFolder(folder, resume), Jobs = jobs }.Execute();

    public void Dispose() => scratch.Dispose();
}
