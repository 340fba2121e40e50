namespace SpinArch.Hardware;

/// <summary>Which sample of which input an instruction is at, and which loops are in their first and last iteration there.</summary>
/// <param name="Sample">Counter of the loop over samples.</param>
/// <param name="Input">Counter of the loop over inputs.</param>
/// <param name="First">Loops in their first iteration, bit 0 the innermost.</param>
/// <param name="Last">Loops in their last iteration, likewise.</param>
internal readonly record struct LoopTurn(int Sample, int Input, int First, int Last);
