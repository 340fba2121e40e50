namespace SpinArch.Hardware;

/// <summary>The simulated program can go no further and has not ended: the wait-for cycle is the message. Exit code 1.</summary>
/// <param name="explanation">One line a step: tile, unit, instruction, what it waits for.</param>
public sealed class DeadlockException(string explanation) : Exception(explanation);
