namespace SpinArch.Devices;

/// <summary>What acts on a magnet from outside.</summary>
/// <param name="TorqueAPerM">Damping-like torque as a field along the polarisation of the spins [A/m]: it pulls the magnetisation that
/// way.</param>
/// <param name="FieldAPerM">Applied field and field-like torque [A/m].</param>
/// <param name="EasyAxisChangeAPerM">What a voltage adds to Cz [A/m].</param>
public readonly record struct Drive(SpinVector TorqueAPerM, SpinVector FieldAPerM, double EasyAxisChangeAPerM)
{
    /// <summary>Nothing.</summary>
    public static Drive None => default;
}
