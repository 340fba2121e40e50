namespace SpinArch.Reports;

/// <summary>A part of a round trip's time.</summary>
/// <param name="Layer">Layer of its tile; empty for port and routers.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Part"><c>busy</c>, <c>result</c> where its result comes later than it is free, <c>clock</c>, <c>flit</c>, <c>way</c> or
/// <c>credit</c>.</param>
/// <param name="Share">From 0 to 1.</param>
public sealed record LimiterShareReport(string Layer, string Unit, string Part, double Share);
