using System.Text.Json.Nodes;

namespace SpinArch.Specs;

/// <summary>A key whose text stands for a <typeparamref name="T"/>: parses, formats and sets it.</summary>
internal abstract class TypedKey<T>(string name, string unit, string summary, Func<ArchitectureSpec, T, ArchitectureSpec> set)
    : ConfigurationKey(name, unit, summary)
{
    /// <summary>Reads the value back; null where nobody needs it.</summary>
    public Func<ArchitectureSpec, T>? Get { get; init; }

    /// <summary>Parses; a phrase saying what is wrong, or null.</summary>
    protected abstract string? Parse(string text, out T value);

    /// <summary>The inverse of <see cref="Parse"/>, in one spelling.</summary>
    protected abstract string Format(T value);

    /// <inheritdoc/>
    internal sealed override string? Refuse(string text) => Parse(text, out _);

    /// <inheritdoc/>
    internal sealed override string Normalise(string text) => Format(Value(text));

    /// <inheritdoc/>
    internal sealed override ArchitectureSpec Apply(ArchitectureSpec spec, string text) => set(spec, Value(text));

    /// <summary>Half of a value or twice it, where there is such a thing.</summary>
    protected virtual bool TryScale(T value, bool isTwice, out T scaled)
    {
        scaled = value;
        return false;
    }

    /// <inheritdoc/>
    internal sealed override string? TextOf(ArchitectureSpec spec) => Get is { } get ? Format(get(spec)) : null;

    /// <inheritdoc/>
    internal sealed override string? Scaled(ArchitectureSpec spec, bool isTwice) =>
        Get is { } get && TryScale(get(spec), isTwice, out T scaled) && Format(scaled) is var text && Refuse(text) is null ? text : null;

    /// <inheritdoc/>
    internal override JsonNode ToJson(string text) => JsonNode.Parse(Normalise(text))!;

    private T Value(string text) => Parse(text, out T value) is { } problem
        ? throw new InvalidOperationException($"{Name}: '{text}' {problem}; values are refused before they are used")
        : value;
}
