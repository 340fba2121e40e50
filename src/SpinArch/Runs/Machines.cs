using SpinArch.Hardware;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Networks;
using SpinArch.Specs;
using SpinArch.Traces;
using SpinArch.Traces.Recording;

namespace SpinArch.Runs;

/// <summary>Makes every machine that runs a program: one for a job, one for what a trace holds.</summary>
internal static class Machines
{
    /// <summary>A machine with a program and its inputs.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="program">The program, verified.</param>
    /// <param name="inputs">The inputs; null for a timing-only run.</param>
    /// <param name="seed">Key of all draws.</param>
    /// <param name="arrival">Time between arrivals; zero for back to back.</param>
    /// <param name="sinks">Told every activity.</param>
    public static Machine Of(
        ArchitectureSpec spec, Program program, InputSet? inputs, ulong seed, Picoseconds arrival, params IActivitySink[] sinks) =>
        new(spec, program, new MachineInputs { Seed = seed, Images = inputs?.Images ?? [], ArrivalInterval = arrival }, sinks);

    /// <summary>A machine that does again what a trace holds.</summary>
    /// <param name="header">What was recorded.</param>
    /// <param name="sinks">Told every activity.</param>
    public static Machine Of(TraceHeader header, params IActivitySink[] sinks) =>
        new(header.Spec, header.Program,
            new MachineInputs { Seed = header.Seed, Images = header.Images, ArrivalInterval = header.ArrivalInterval }, sinks);
}
