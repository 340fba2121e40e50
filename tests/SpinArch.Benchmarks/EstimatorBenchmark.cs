using BenchmarkDotNet.Attributes;
using SpinArch.Configuration;
using SpinArch.Estimation;
using SpinArch.Isa;
using SpinArch.Networks;
using SpinArch.Specs;

namespace SpinArch.Benchmarks;

/// <summary>Design points of the published network, estimated one after another on one thread: sizes that recur, and sizes that are new every time.</summary>
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 7)]
[MemoryDiagnoser]
public class EstimatorBenchmark
{
    private const int Points = 1024;

    private static readonly int[] Sizes = [64, 128, 256];

    private readonly ArchitectureSpec[] _points = new ArchitectureSpec[Points];
    private readonly ArchitectureSpec[] _fresh = new ArchitectureSpec[64];
    private NetworkGraph _graph = null!;
    private NetworkEstimator _estimator = null!;

    [GlobalSetup]
    public void Setup()
    {
        ArchitectureSpec spec = ArchitectureLoader.Load("all-spin", catalog: new ConfigurationCatalog(Configs())).Architecture;
        var random = new Random(1);
        for (int point = 0; point < Points; point++)
        {
            Extent size = Extent.Of(Sizes[random.Next(Sizes.Length)]);
            _points[point] = spec with
            {
                Crossbar = spec.Crossbar with { Rows = size, Columns = size },
                Sampler = spec.Sampler with { Lanes = Extent.Of(1 << random.Next(3, 9)) },
                Adc = spec.Adc with { PerTile = random.Next(1, 5), Bits = random.Next(4, 9) },
                Vector = new VectorSpec { Width = 1 << random.Next(0, 7) },
            };
        }

        for (int point = 0; point < _fresh.Length; point++)
        {
            Extent size = Extent.Of(64 + (3 * point));
            _fresh[point] = spec with { Crossbar = spec.Crossbar with { Rows = size, Columns = size } };
        }

        int[] sizes = [784, 200, 200, 10];
        _graph = new NetworkGraph
        {
            Name = "784-200-200-10",
            Place = "benchmark",
            Inputs = sizes[0],
            Calibration = [],
            Layers =
            [
                .. sizes.Skip(1).Select((outputs, index) => new NetworkLayer
                {
                    Name = $"layer{index}",
                    Inputs = sizes[index],
                    Outputs = outputs,
                    Activation = index == 2 ? Activation.None : Activation.SaturatingLinear,
                    Mean = [],
                    Sigma = [],
                    HasBias = false,
                }),
            ],
        };
        _estimator = new NetworkEstimator(_graph);
    }

    [Benchmark(OperationsPerInvoke = Points)]
    public long KnownSizes()
    {
        long sum = 0;
        foreach (ArchitectureSpec spec in _points)
        {
            sum += _estimator.Estimate(spec, 10, 1).Total.Value;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = 64)]
    public long NewSizes()
    {
        var estimator = new NetworkEstimator(_graph);
        long sum = 0;
        foreach (ArchitectureSpec spec in _fresh)
        {
            sum += estimator.Estimate(spec, 10, 1).Total.Value;
        }

        return sum;
    }

    private static string Configs()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !Directory.Exists(Path.Combine(folder, "configs", "architectures")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder!, "configs");
    }
}
