namespace SpinArch.Cycles;

/// <summary>A place on a critical cycle whose depth decides how much is under way at once.</summary>
/// <param name="What">As a sentence names it.</param>
/// <param name="Key">The key of its depth.</param>
/// <param name="Depth">Its depth.</param>
internal sealed record LimitPlace(string What, string Key, int Depth);
