namespace SpinArch.Specs;

/// <summary>The mesh of tiles and where the port joins it.</summary>
public sealed record MeshSpec
{
    /// <summary><c>mesh.width</c>; <c>"auto"</c> (unbounded here) takes the smallest square that fits.</summary>
    public required Extent Width { get; init; }

    /// <summary><c>mesh.height</c>, likewise.</summary>
    public required Extent Height { get; init; }

    /// <summary><c>mesh.port</c>, first number: the column of the router that the port joins.</summary>
    public required int PortX { get; init; }

    /// <summary><c>mesh.port</c>, second number: its row.</summary>
    public required int PortY { get; init; }
}
