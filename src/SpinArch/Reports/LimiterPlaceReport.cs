namespace SpinArch.Reports;

/// <summary>A place on a round trip: a bank, a queue or a buffer.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Key">The key of its depth.</param>
/// <param name="Depth">Its depth.</param>
public sealed record LimiterPlaceReport(string Name, string Key, int Depth);
