namespace SpinArch.Devices.Pictures;

/// <summary>A logarithmic axis of ages, with names that people use for its marks.</summary>
internal static class AgeAxis
{
    private static readonly (double Seconds, string Name)[] Marks =
    [
        (1, "1 s"), (60, "1 min"), (3600, "1 h"), (86_400, "1 d"), (30 * 86_400, "30 d"), (31_557_600, "1 y"), (10 * 31_557_600.0, "10 y"),
        (100 * 31_557_600.0, "100 y"), (1e4 * 31_557_600, "1e4 y"), (1e6 * 31_557_600, "1e6 y"),
    ];

    /// <summary>The marks between two logarithms of seconds.</summary>
    public static (double At, string Name)[] Between(double least, double most) =>
    [
        .. Marks.Select(mark => (Math.Log10(mark.Seconds), mark.Name)).Where(mark => mark.Item1 >= least - 1e-9
            && mark.Item1 <= most + 1e-9),
    ];
}
