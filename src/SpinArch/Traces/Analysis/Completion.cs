using SpinArch.Hardware;

namespace SpinArch.Traces.Analysis;

/// <summary>Something that an operation will have done.</summary>
/// <param name="Kind">What.</param>
/// <param name="Operation">The operation.</param>
internal readonly record struct Completion(CompletionKind Kind, Operation Operation);
