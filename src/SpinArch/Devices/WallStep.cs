using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static SpinArch.Devices.PhysicalConstants;

namespace SpinArch.Devices;

/// <summary>One step of the one-dimensional wall model for four walls, by Heun's method (docs/device-physics.md, section 4).</summary>
internal readonly struct WallStep
{
    private const double Turn = 2 * Math.PI;

    private readonly Vector256<double> wayGain;
    private readonly Vector256<double> angleGain;
    private readonly Vector256<double> damping;
    private readonly Vector256<double> shape;
    private readonly Vector256<double> dmi;
    private readonly Vector256<double> spinHall;
    private readonly Vector256<double> field;
    private readonly Vector256<double> pinning;
    private readonly Vector256<double> perSite;
    private readonly Vector256<double> thermal;

    /// <param name="track">The track.</param>
    /// <param name="densityAPerM2">Current density in the heavy metal [A/m2].</param>
    /// <param name="fieldAPerM">Applied field out of the plane, positive where it pushes the wall on [A/m].</param>
    /// <param name="stepS">The step [s].</param>
    public WallStep(WallTrack track, double densityAPerM2, double fieldAPerM, double stepS)
    {
        double rate = Gamma0 * stepS / (1 + (track.Damping * track.Damping));
        wayGain = Vector256.Create(track.WallWidthM * rate);
        angleGain = Vector256.Create(rate);
        damping = Vector256.Create(track.Damping);
        shape = Vector256.Create(track.ShapeFieldAPerM);
        dmi = Vector256.Create(Math.PI / 2 * track.DmiFieldAPerM);
        spinHall = Vector256.Create(Math.PI / 2 * track.SpinHallFieldPerDensity * densityAPerM2);
        field = Vector256.Create(fieldAPerM);
        pinning = Vector256.Create(Math.PI * track.PinningJ / (track.StepM * track.EnergyPerFieldAndWay));
        perSite = Vector256.Create(1 / track.StepM);
        thermal = Vector256.Create(track.ThermalFieldAPerM(stepS));
    }

    /// <summary>Goes one step on.</summary>
    /// <param name="q">Places [m]; replaced.</param>
    /// <param name="phi">Angles [rad]; replaced.</param>
    /// <param name="nq">Standard normal number of the field along q.</param>
    /// <param name="nphi">The same along phi.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(ref Vector256<double> q, ref Vector256<double> phi, Vector256<double> nq, Vector256<double> nphi)
    {
        Vector256<double> hq = field + (thermal * nq);
        Vector256<double> hphi = thermal * nphi;
        Change(q, phi, hq, hphi, out Vector256<double> q1, out Vector256<double> phi1);
        Change(q + q1, phi + phi1, hq, hphi, out Vector256<double> q2, out Vector256<double> phi2);
        Vector256<double> half = Vector256.Create(0.5);
        q += half * (q1 + q2);
        phi += half * (phi1 + phi2);
    }

    // In units of gamma0: OA = -HK sin 2phi / 2 + (pi/2) HD sin phi + h, OB = Hz + Hpin + h + (pi/2) HSH cos phi.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Change(
        Vector256<double> q, Vector256<double> phi, Vector256<double> hq, Vector256<double> hphi, out Vector256<double> dq,
        out Vector256<double> dphi)
    {
        LaneMath.SinCosTurns(phi * Vector256.Create(1 / Turn), out Vector256<double> sin, out Vector256<double> cos);
        LaneMath.SinCosTurns(q * perSite, out Vector256<double> site, out _);
        Vector256<double> a = hphi + (sin * (dmi - (shape * cos)));
        Vector256<double> b = hq - (pinning * site) + (spinHall * cos);
        dq = wayGain * (a + (damping * b));
        dphi = angleGain * (b - (damping * a));
    }
}
