using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using SpinArch.Files;

namespace SpinArch.Sweeps;

/// <summary>Points on all processors.</summary>
internal static class ParallelPoints
{
    /// <summary>Works on each.</summary>
    /// <param name="points">The points.</param>
    /// <param name="jobs">Points at once; 0 for one a processor.</param>
    /// <param name="cancellation">Stops between two.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="InputException">The journal cannot be written.</exception>
    public static void ForEach(SweepPoint[] points, int jobs, CancellationToken cancellation, Action<SweepPoint> work)
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = jobs < 1 ? Environment.ProcessorCount : jobs,
            CancellationToken = cancellation
        };
        try
        {
            Parallel.ForEach(Partitioner.Create(points, EnumerablePartitionerOptions.NoBuffering), options, work);
        }
        catch (AggregateException error) when (error.Flatten().InnerExceptions.OfType<InputException>().FirstOrDefault() is { } first)
        {
            // The disk is full for every thread.
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
