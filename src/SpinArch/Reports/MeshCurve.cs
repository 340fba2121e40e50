using System.Collections.Immutable;
using SpinArch.Files;
using SpinArch.Functional;
using SpinArch.Hardware;

namespace SpinArch.Reports;

/// <summary>The saturation curve of a mesh: latency over offered load, up to where it is saturated; as a record and as a picture.</summary>
public sealed record MeshCurve
{
    private const int Left = 70;
    private const int Top = 40;
    private const int Width = 560;
    private const int Height = 320;

    // How far above the unloaded latency the picture reaches.
    internal const double Ceiling = 8;

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
