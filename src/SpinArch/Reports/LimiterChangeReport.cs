namespace SpinArch.Reports;

/// <summary>What another value of a key would give.</summary>
/// <param name="Key">The key.</param>
/// <param name="From">Its value.</param>
/// <param name="To">Half of it or twice it.</param>
/// <param name="IntervalNs">The interval then [ns].</param>
/// <param name="Then">What would limit then.</param>
/// <param name="IsLeast">Whether the interval is a lower bound, that no simulation has been asked about.</param>
public sealed record LimiterChangeReport(string Key, string From, string To, double IntervalNs, string Then, bool IsLeast = false);
