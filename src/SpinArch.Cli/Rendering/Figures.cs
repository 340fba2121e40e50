using System.Globalization;

namespace SpinArch.Cli.Rendering;

/// <summary>Figures as tables print them.</summary>
internal static class Figures
{
    /// <summary>A rate: whole where it is large, four digits where it is small, so that a slow design is never said to do nothing.</summary>
    /// <param name="perSecond">The rate [1/s].</param>
    public static string Rate(double perSecond) =>
        string.Create(CultureInfo.InvariantCulture, $"{(Math.Abs(perSecond) >= 1000 ? perSecond.ToString("N0", CultureInfo.InvariantCulture) : perSecond.ToString("G4", CultureInfo.InvariantCulture))} /s");
}
