namespace SpinArch.Cycles;

/// <summary>One precedence: a node happens no earlier than a delay after another one, of so many periods before.</summary>
/// <param name="From">The node that it waits for.</param>
/// <param name="Tokens">Periods before.</param>
/// <param name="Delay">The delay [ps].</param>
/// <param name="Hold">Why.</param>
/// <param name="Index">Number of the unit or the store in the plan, where the hold is one of these.</param>
/// <param name="Own">Which time of the other node it is.</param>
/// <param name="More">What comes on top of it.</param>
internal readonly record struct PeriodEdge(int From, int Tokens, long Delay, Hold Hold, int Index, Delay Own, Delay More);
