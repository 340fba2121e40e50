namespace SpinArch.Cycles;

/// <summary>
/// What the interval would be if one key of a critical cycle had another value: the maximum cycle ratio of the graph with it.
/// </summary>
/// <param name="Key">The key.</param>
/// <param name="From">Its value.</param>
/// <param name="To">Half of it or twice it.</param>
/// <param name="IntervalNs">Between samples, or inputs, then [ns].</param>
/// <param name="Then">What would limit then.</param>
/// <param name="IsLeast">
/// Whether the interval is a lower bound: what limits then, or is nearly as busy, are links on which ways of several senders meet, or what
/// waits for them.
/// </param>
internal sealed record LimitChange(string Key, string From, string To, double IntervalNs, string Then, bool IsLeast);
