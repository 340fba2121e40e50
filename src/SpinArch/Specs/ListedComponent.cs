using System.Collections.Immutable;

namespace SpinArch.Specs;

/// <summary>A component as architecture files list it, and what of the configuration exists with it only.</summary>
public abstract record ListedComponent
{
    /// <summary>As architecture files name it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether arrays are read by it whole: all columns at once, in one operation a block and sample.</summary>
    public bool ReadsWhole { get; init; }

    /// <summary>The component that it is part of, without which it does nothing; empty where there is none.</summary>
    public string WorksOn { get; init; } = "";

    /// <summary>Whether every chip has it, listed or not.</summary>
    public bool IsBasic { get; init; }

    /// <summary>Its keys, in the order in which people read them.</summary>
    public ImmutableArray<ConfigurationKey> Keys { get; init; } = [];

    /// <summary>Constants of a technology that it needs; others may need them too.</summary>
    public ImmutableArray<TechnologyKey> Constants { get; init; } = [];
}
