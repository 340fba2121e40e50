using SpinArch.Kernel;
using SpinArch.Specs;

namespace SpinArch.Costs;

/// <summary>A design as cost and area rules see it.</summary>
public readonly struct Design
{
    /// <param name="spec">The architecture.</param>
    /// <param name="constants">The points that its technology's figures hold for.</param>
    /// <param name="queues">Operation queues of a tile.</param>
    /// <param name="longestCode">Instructions of the longest program.</param>
    internal Design(ArchitectureSpec spec, LawConstants constants, int queues, int longestCode)
    {
        Spec = spec;
        Laws = new CostLaws(constants, spec);
        Access = new Picoseconds(constants.Access);
        Queues = queues;
        LongestCode = longestCode;
    }

    /// <summary>The architecture.</summary>
    public ArchitectureSpec Spec { get; }

    /// <summary>How long an access to a digital unit draws its power: a rule of the constants' source, whatever our own clock is.</summary>
    public Picoseconds Access { get; }

    /// <summary>Operation queues of a tile.</summary>
    public int Queues { get; }

    /// <summary>Instructions of the longest program; every tile is built alike.</summary>
    public int LongestCode { get; }

    /// <summary>What the design pays beyond the published points.</summary>
    internal CostLaws Laws { get; }
}
