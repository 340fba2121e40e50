using BenchmarkDotNet.Attributes;
using SpinArch.Kernel;

namespace SpinArch.Benchmarks;

/// <summary>An event scheduled, ordered and handled by a component: SpinArch's kernel and .NET's PriorityQueue made FIFO.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
[SimpleJob(launchCount: 1, warmupCount: 5, iterationCount: 9)]
public class EventBenchmark
{
    private const int Events = 1_000_000;

    private readonly HeapSimulation _heap = new();
    private Simulation _kernel = null!;

    /// <summary>Delays and pending events.</summary>
    [Params("exp 1e3", "hw 1e3", "hw 1e5", "hw 8", "hw 64", "phases 1e3", "odd 1e3")]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public void Fill()
    {
        HoldModel model = HoldModel.Named(Model);
        Picoseconds[] delays = [.. model.Delays().Select(delay => new Picoseconds(delay))];
        _kernel = new Simulation(WheelTick.Choose(delays));
        for (int i = 0; i < HoldModel.Components; i++)
        {
            int other = ((5 * i) + 1) % HoldModel.Components;
            _kernel.Register(new HoldComponent(_kernel, model, other));
            _heap.Register(new HeapComponent(_heap, model, other));
        }

        for (int i = 0; i < model.Pending; i++)
        {
            int delay = model.NextDelay(out int phase);
            _kernel.Schedule(new Picoseconds(delay), phase, i % HoldModel.Components, 0, 0);
            _heap.Schedule(delay, phase, i % HoldModel.Components, 0, 0);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public void PriorityQueue()
    {
        for (int i = 0; i < Events; i++)
        {
            _heap.Step();
        }
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public void Kernel()
    {
        for (int i = 0; i < Events; i++)
        {
            _kernel.Step();
        }
    }
}
