using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Hardware;
using SpinArch.Specs;

namespace SpinArch.Reports;

/// <summary>The saturation curve of a mesh: latency over offered load, up to where it is saturated; as a record and as a picture.</summary>
public sealed record MeshCurve
{
    private const int Left = 70;
    private const int Top = 40;
    private const int Width = 560;
    private const int Height = 320;

    // Points a curve up to the bisection limit.
    private const int Steps = 20;
    private const int SaturatedPoints = 2;

    // Where the curve turns up, a step is cut into parts.
    private const int KneeParts = 4;

    // How far above the unloaded latency the picture reaches.
    private const double Ceiling = 8;

    /// <summary>Mesh columns.</summary>
    public required int MeshWidth { get; init; }

    /// <summary>Mesh rows.</summary>
    public required int MeshHeight { get; init; }

    /// <summary>Flits that a router input holds.</summary>
    public required int BufferFlits { get; init; }

    /// <summary>Key of the draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Flit times measured a point.</summary>
    public required int Slots { get; init; }

    /// <summary>Mean latency without other traffic, in closed form [ns].</summary>
    public required double ZeroLoadNs { get; init; }

    /// <summary>Load that fills the links across the middle, in closed form [flits a node and flit time].</summary>
    public required double BisectionLimit { get; init; }

    /// <summary>Load that a node can send, in closed form [flits a node and flit time]: 1 unless the flit time is no multiple of the clock.</summary>
    public required double SenderLimit { get; init; }

    /// <summary>Highest accepted load of all points [flits a node and flit time].</summary>
    public double Throughput => Points.Max(point => point.AcceptedLoad);

    /// <summary>By offered load.</summary>
    public required ImmutableArray<MeshLoadPoint> Points { get; init; }

    /// <summary>Whether it was measured to its end; not where it was stopped between two points.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>Measures a curve.</summary>
    /// <param name="spec">Link times, buffers and flit width.</param>
    /// <param name="width">Mesh columns.</param>
    /// <param name="height">Mesh rows; at least two nodes in all.</param>
    /// <param name="seed">Key of the draws.</param>
    /// <param name="slots">Flit times measured a point.</param>
    /// <param name="cancellation">Stops it between two events; the points that are finished are kept.</param>
    public static MeshCurve Measure(ArchitectureSpec spec, int width, int height, ulong seed, int slots, CancellationToken cancellation = default)
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

            int knee = points.TakeWhile(point => point.MeanLatencyNs <= Ceiling * zero).Count();
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

    /// <summary>Draws the curve.</summary>
    /// <param name="path">The SVG file.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void WriteSvg(string path)
    {
        var svg = new SvgPicture(Left + Width + 30, Top + Height + 60, $"Mesh {MeshWidth} x {MeshHeight}: latency over offered load, uniform random traffic");
        double high = Ceiling * ZeroLoadNs;
        double right = BisectionLimit * 1.05;
        double decade = Math.Pow(10, Math.Floor(Math.Log10(high)));
        double grid = high / decade < 2 ? decade / 5 : high / decade < 5 ? decade / 2 : decade;
        for (int tick = 0; tick * grid <= high; tick++)
        {
            svg.Line(Left, Y(grid * tick), Left + Width, Y(grid * tick), "#ddd");
            svg.Text(Left - 6, Y(grid * tick) + 4, $"{grid * tick:0.###}", "end");
        }

        double step = right > 0.6 ? 0.1 : 0.05;
        for (int tick = 0; tick * step <= right; tick++)
        {
            svg.Line(X(tick * step), Y(0), X(tick * step), Y(0) + 5, "#444");
            svg.Text(X(tick * step), Y(0) + 18, $"{tick * step:F2}", "middle");
        }

        svg.Line(Left, Y(0), Left + Width, Y(0), "#444");
        svg.Line(Left, Top, Left, Y(0), "#444");
        svg.Line(Left, Y(ZeroLoadNs), Left + Width, Y(ZeroLoadNs), "#888", "4 3");
        svg.Text(Left + 6, Y(ZeroLoadNs) + 14, $"unloaded, closed form: {ZeroLoadNs:F2} ns", "start");
        svg.Line(X(BisectionLimit), Top, X(BisectionLimit), Y(0), "#888", "4 3");
        svg.Text(X(BisectionLimit) - 4, Top + 12, $"bisection {BisectionLimit:F2}", "end");
        if (SenderLimit < BisectionLimit)
        {
            svg.Line(X(SenderLimit), Top, X(SenderLimit), Y(0), "#888", "4 3");
            svg.Text(X(SenderLimit) - 4, Top + 28, $"senders {SenderLimit:F2}", "end");
        }

        // The curve leaves the picture where its line crosses the ceiling.
        var shown = new List<(double X, double Y)>();
        for (int i = 0; i < Points.Length; i++)
        {
            MeshLoadPoint point = Points[i];
            if (point.MeanLatencyNs > high)
            {
                if (i > 0 && Points[i - 1].MeanLatencyNs <= high)
                {
                    double part = (high - Points[i - 1].MeanLatencyNs) / (point.MeanLatencyNs - Points[i - 1].MeanLatencyNs);
                    shown.Add((X(Points[i - 1].OfferedLoad + (part * (point.OfferedLoad - Points[i - 1].OfferedLoad))), Y(high)));
                }

                break;
            }

            shown.Add((X(point.OfferedLoad), Y(point.MeanLatencyNs)));
            svg.Circle(X(point.OfferedLoad), Y(point.MeanLatencyNs), 3, "#1f5fa8");
        }

        svg.Curve(shown, "#1f5fa8");
        svg.Text(Left + (Width / 2.0), Y(0) + 40, "offered load [flits a node and flit time]", "middle");
        svg.Text(Left, Top - 8, "mean latency [ns], waiting at the source included", "start");
        AtomicFile.WriteText(path, svg.Finish());

        double X(double load) => Left + (load / right * Width);

        double Y(double latency) => Top + Height - (latency / high * Height);
    }
}
