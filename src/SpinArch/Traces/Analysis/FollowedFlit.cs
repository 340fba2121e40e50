namespace SpinArch.Traces.Analysis;

/// <summary>A flit in a router's input or a receive buffer, or on its way there.</summary>
/// <param name="Node">Where it is in its route tree; at the end of it, the endpoint.</param>
/// <param name="Arrival">When it is there [ps].</param>
/// <param name="Words">Words that it carries.</param>
/// <param name="From">The activity that sent it there.</param>
internal readonly record struct FollowedFlit(int Node, long Arrival, int Words, FlitMark From);
