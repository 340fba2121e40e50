using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static SpinArch.Devices.PhysicalConstants;

namespace SpinArch.Devices;

/// <summary>
/// One step of the stochastic Landau-Lifshitz-Gilbert equation for four spins: Heun's predictor and corrector with the same noise in
/// both, which converges to the Stratonovich solution, then back to unit length (docs/device-physics.md, sections 1 and 2).
/// </summary>
internal readonly struct MacrospinStep
{
    private readonly Vector256<double> gain;
    private readonly Vector256<double> damping;
    private readonly Vector256<double> anisotropyX;
    private readonly Vector256<double> anisotropyY;
    private readonly Vector256<double> anisotropyZ;
    private readonly Vector256<double> torqueX;
    private readonly Vector256<double> torqueY;
    private readonly Vector256<double> torqueZ;
    private readonly Vector256<double> fieldX;
    private readonly Vector256<double> fieldY;
    private readonly Vector256<double> fieldZ;
    private readonly Vector256<double> thermal;

    /// <param name="magnet">The magnet.</param>
    /// <param name="drive">What acts on it.</param>
    /// <param name="stepS">The step [s].</param>
    public MacrospinStep(Magnet magnet, Drive drive, double stepS)
    {
        gain = Vector256.Create(-Gamma0 * stepS / (1 + (magnet.Damping * magnet.Damping)));
        damping = Vector256.Create(magnet.Damping);
        anisotropyX = Vector256.Create(magnet.AnisotropyAPerM.X);
        anisotropyY = Vector256.Create(magnet.AnisotropyAPerM.Y);
        anisotropyZ = Vector256.Create(magnet.AnisotropyAPerM.Z + drive.EasyAxisChangeAPerM);
        torqueX = Vector256.Create(drive.TorqueAPerM.X);
        torqueY = Vector256.Create(drive.TorqueAPerM.Y);
        torqueZ = Vector256.Create(drive.TorqueAPerM.Z);
        fieldX = Vector256.Create(drive.FieldAPerM.X);
        fieldY = Vector256.Create(drive.FieldAPerM.Y);
        fieldZ = Vector256.Create(drive.FieldAPerM.Z);
        thermal = Vector256.Create(magnet.ThermalFieldAPerM(stepS));
    }

    /// <summary>Goes one step on.</summary>
    /// <param name="x">mx; replaced.</param>
    /// <param name="y">my; replaced.</param>
    /// <param name="z">mz; replaced.</param>
    /// <param name="nx">Standard normal number for the field along x.</param>
    /// <param name="ny">The same along y.</param>
    /// <param name="nz">The same along z.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(
        ref Vector256<double> x, ref Vector256<double> y, ref Vector256<double> z, Vector256<double> nx, Vector256<double> ny,
            Vector256<double> nz)
    {
        Vector256<double> hx = fieldX + (thermal * nx);
        Vector256<double> hy = fieldY + (thermal * ny);
        Vector256<double> hz = fieldZ + (thermal * nz);
        Change(x, y, z, hx, hy, hz, out Vector256<double> x1, out Vector256<double> y1, out Vector256<double> z1);
        Change(x + x1, y + y1, z + z1, hx, hy, hz, out Vector256<double> x2, out Vector256<double> y2, out Vector256<double> z2);
        Vector256<double> half = Vector256.Create(0.5);
        x += half * (x1 + x2);
        y += half * (y1 + y2);
        z += half * (z1 + z2);
        Vector256<double> unit = Vector256<double>.One / Vector256.Sqrt((x * x) + (y * y) + (z * z));
        x *= unit;
        y *= unit;
        z *= unit;
    }

    // -gamma0 dt / (1 + alpha^2) m x (A + m x B) with A = H - alpha S, B = alpha H + S, S the damping-like torque's field.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Change(
        Vector256<double> x, Vector256<double> y, Vector256<double> z, Vector256<double> hx, Vector256<double> hy, Vector256<double> hz,
        out Vector256<double> dx, out Vector256<double> dy, out Vector256<double> dz)
    {
        hx += anisotropyX * x;
        hy += anisotropyY * y;
        hz += anisotropyZ * z;
        Vector256<double> bx = (damping * hx) + torqueX;
        Vector256<double> by = (damping * hy) + torqueY;
        Vector256<double> bz = (damping * hz) + torqueZ;
        Vector256<double> cx = hx - (damping * torqueX) + ((y * bz) - (z * by));
        Vector256<double> cy = hy - (damping * torqueY) + ((z * bx) - (x * bz));
        Vector256<double> cz = hz - (damping * torqueZ) + ((x * by) - (y * bx));
        dx = gain * ((y * cz) - (z * cy));
        dy = gain * ((z * cx) - (x * cz));
        dz = gain * ((x * cy) - (y * cx));
    }
}
