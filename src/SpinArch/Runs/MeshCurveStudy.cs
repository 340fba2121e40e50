using System.Collections.Immutable;
using SpinArch.Hardware;
using SpinArch.Reports;
using SpinArch.Specs;

namespace SpinArch.Runs;

/// <summary>Measures the saturation curve of a mesh.</summary>
public static class MeshCurveStudy
{
    // Points a curve up to the bisection limit.
    private const int Steps = 20;
    private const int SaturatedPoints = 2;

    // Where the curve turns up, a step is cut into parts.
    private const int KneeParts = 4;

    /// <summary>Measures a curve.</summary>
    /// <param name="spec">Link times, buffers and flit width.</param>
    /// <param name="width">Mesh columns.</param>
    /// <param name="height">Mesh rows; at least two nodes in all.</param>
    /// <param name="seed">Key of the draws.</param>
    /// <param name="slots">Flit times measured a point.</param>
    /// <param name="cancellation">Stops it between two events; the points that are finished are kept.</param>
    public static MeshCurve Measure(ArchitectureSpec spec, int width, int height, ulong seed, int slots,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        double bisection = MeshStudy.BisectionLimit(width, height);
        double senders = MeshStudy.SenderLimit(spec);
        double limit = Math.Min(bisection, senders);
        var points = ImmutableArray.CreateBuilder<MeshLoadPoint>();
        double zero = MeshStudy.ZeroLoadNs(spec, width, height);
        bool isWhole = true;
        try
        {
            for (int step = 1; step <= Steps && points.Count(point => point.IsSaturated) < SaturatedPoints; step++)
            {
                points.Add(MeshStudy.Measure(spec, width, height, limit * step / Steps, seed, slots, cancellation));
            }

            int knee = points.TakeWhile(point => point.MeanLatencyNs <= MeshCurve.Ceiling * zero).Count();
            for (int part = 1; part < KneeParts && knee > 0 && knee < Steps && knee < points.Count; part++)
            {
                double load = limit * (knee + ((double)part / KneeParts)) / Steps;
                points.Insert(knee + part - 1, MeshStudy.Measure(spec, width, height, load, seed, slots, cancellation));
            }
        }
        catch (OperationCanceledException)
        {
            isWhole = false;
        }

        return new MeshCurve
        {
            MeshWidth = width,
            MeshHeight = height,
            BufferFlits = spec.Link.BufferFlits,
            Seed = seed,
            Slots = slots,
            ZeroLoadNs = zero,
            BisectionLimit = bisection,
            SenderLimit = senders,
            Points = points.ToImmutable(),
            IsWhole = isWhole,
        };
    }
}
