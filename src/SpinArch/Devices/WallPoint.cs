namespace SpinArch.Devices;

/// <summary>What a pulse did to a wall.</summary>
public sealed record WallPoint
{
    /// <summary>Current density in the heavy metal [A/m2].</summary>
    public required double CurrentDensityAPerM2 { get; init; }

    /// <summary>The current [A].</summary>
    public required double CurrentA { get; init; }

    /// <summary>Steady velocity of the integrated wall without pinning and heat [m/s].</summary>
    public required double VelocityMPerS { get; init; }

    /// <summary>The same in closed form [m/s].</summary>
    public required double ClosedFormVelocityMPerS { get; init; }

    /// <summary>Way from rest to rest without heat, drift after the pulse included [m]; the ends of the track do not stop it.</summary>
    public required double DisplacementM { get; init; }

    /// <summary>Mean way with heat [m].</summary>
    public required double MeanDisplacementM { get; init; }

    /// <summary>Standard deviation of the way with heat [m].</summary>
    public required double DeviationM { get; init; }

    /// <summary>Share of the trials with heat that come to rest more than half a step from where they would without.</summary>
    public required double LevelError { get; init; }

    /// <summary>Heat of the pulse [J].</summary>
    public required double EnergyJ { get; init; }
}
