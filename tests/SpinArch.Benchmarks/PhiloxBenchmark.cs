using BenchmarkDotNet.Attributes;
using SpinArch.Kernel;

namespace SpinArch.Benchmarks;

/// <summary>A block of 16 random bytes: one by one, and in fills as long as a crossbar's rows ask for (16 rows to a block).</summary>
[SimpleJob(launchCount: 1, warmupCount: 5, iterationCount: 9)]
public class PhiloxBenchmark
{
    private const int Blocks = 7 * 7 * 64;

    private readonly byte[] _bytes = new byte[Blocks * Philox4x32.BlockBytes];

    /// <summary>Blocks in a fill: 112 rows, 128 rows, 784 rows, and a long one.</summary>
    [Params(7, 8, 49, 448)]
    public int Fill { get; set; }

    [Benchmark(Baseline = true, OperationsPerInvoke = Blocks)]
    public void OneByOne()
    {
        for (int i = 0; i < Blocks; i++)
        {
            Philox4x32.Block(1, 2, (uint)(i / Fill), 4, (uint)(i % Fill), _bytes.AsSpan(Philox4x32.BlockBytes * i));
        }
    }

    [Benchmark(OperationsPerInvoke = Blocks)]
    public void Fills()
    {
        for (int i = 0; i < Blocks; i += Fill)
        {
            Philox4x32.FillBlocks(1, 2, (uint)i, 4, 0, Fill, _bytes.AsSpan(Philox4x32.BlockBytes * i));
        }
    }
}
