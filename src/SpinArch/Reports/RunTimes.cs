namespace SpinArch.Reports;

/// <summary>Wall time of what is done between a program and its report.</summary>
/// <param name="Setup">Verifying the program and building the chip.</param>
/// <param name="Loop">The event loop.</param>
/// <param name="Steady">Finding the steady interval.</param>
/// <param name="Samples">The samples one by one.</param>
/// <param name="Advice">Looking for units that could be narrower.</param>
public readonly record struct RunTimes(TimeSpan Setup, TimeSpan Loop, TimeSpan Steady, TimeSpan Samples, TimeSpan Advice);
