using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using SpinArch.Isa;
using SpinArch.Kernel;
using SpinArch.Specs;
using SpinArch.Traces;

namespace SpinArch.Tiles;

/// <summary>
/// A tile as data: what its components say, and what follows from it. The one statement of who does what, when, from where to where
/// (<c>docs/timing-model.md</c>, section 1).
/// </summary>
public sealed class TilePlan
{
    private readonly Dictionary<(Opcode, TileUnit), Step> _steps = [];
    private readonly Dictionary<ActivityKind, TileUnit> _reporters = [];
    private readonly Picoseconds _clock;

    /// <param name="components">Its components, units in the order in which they look for work: self-timed ones first.</param>
    /// <param name="spec">The architecture, for its clock and slices.</param>
    /// <exception cref="ArgumentException">Two components contradict each other.</exception>
    public TilePlan(IEnumerable<Component> components, ArchitectureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(components);
        ArgumentNullException.ThrowIfNull(spec);
        Components = [.. components];
        Stores = [.. Components.SelectMany(component => component.Stores)];
        ILookup<string, Access> joins = Components.SelectMany(component => component.Joins).ToLookup(join => join.Step,
            join => join.Access);
        Steps = [.. Components.SelectMany(component => component.Steps).Select(step => step with { Accesses = [.. step.Accesses,
            .. joins[step.Name]] })];
        Units = [.. Steps.Select(step => step.Unit).Distinct().OrderBy(unit => unit.Clocking)];
        Slices = spec.Weight.Slices;
        Drives = spec.Dac.Slices;
        _clock = spec.Clock.Period;
        foreach (Step step in Steps)
        {
            foreach (Opcode opcode in step.Opcodes)
            {
                if (!_steps.TryAdd((opcode, step.Unit), step))
                {
                    throw new ArgumentException($"{opcode} makes the {step.Unit.Name} do two things", nameof(components));
                }
            }

            foreach (StepActivity activity in step.Activities)
            {
                Report(activity.Kind, step.Unit);
                Report(activity.Again ?? activity.Kind, step.Unit);
            }

            if (step.Accesses.FirstOrDefault(access => !Stores.Contains(access.Store)) is { } missing)
            {
                throw new ArgumentException($"step {step.Name} uses the store {missing.Store.Name}, which no component brings", nameof(components));
            }
        }

        void Report(ActivityKind kind, TileUnit unit)
        {
            if (!_reporters.TryAdd(kind, unit) && _reporters[kind] != unit)
            {
                throw new ArgumentException($"{kind} is reported by the {unit.Name} and by the {_reporters[kind].Name}", nameof(components));
            }
        }
    }

    /// <summary>The components.</summary>
    public ImmutableArray<Component> Components { get; }

    /// <summary>All stores.</summary>
    public ImmutableArray<Store> Stores { get; }

    /// <summary>All steps.</summary>
    public ImmutableArray<Step> Steps { get; }

    /// <summary>All units, in the order in which they look for work.</summary>
    public ImmutableArray<TileUnit> Units { get; }

    /// <summary>Bit slices of a weight.</summary>
    public int Slices { get; }

    /// <summary>Slices of an input, which are driven one after another.</summary>
    public int Drives { get; }

    /// <summary>What an instruction makes a unit do; null where nothing.</summary>
    public Step? StepOf(Opcode opcode, TileUnit unit) => _steps.GetValueOrDefault((opcode, unit));

    /// <summary>The unit that reports an activity; null where no unit of a tile does.</summary>
    public TileUnit? ReporterOf(ActivityKind kind) => _reporters.GetValueOrDefault(kind);

    /// <summary>The step that reports an activity; null where none of a tile does.</summary>
    public Step? StepOf(ActivityKind kind) => TryStep(kind, out Step? step, out _) ? step : null;

    /// <summary>
    /// The lane of an activity among those that run side by side for one operation: 0 for the one that stands for its part, others from 2
    /// on, for lane 1 is kept for waiting. What is done to one slice of a weight while the next is read has lanes behind those of the read.
    /// </summary>
    public int LaneOf(ActivityKind kind)
    {
        if (!TryStep(kind, out Step? step, out StepActivity? activity))
        {
            return 0;
        }

        int first = 0;
        if ((Slices > 1 && step.Parts == Parts.Slices) || (Drives > 1 && step.Parts == Parts.Drives))
        {
            Step[] before = [.. Steps.TakeWhile(other => other != step).Where(other => other.Parts == step.Parts
                && other.Opcodes.Any(step.Opcodes.Contains))];
            first = before.Length == 0 ? 0 : 1 + before.Sum(other => other.Activities.Length);
        }

        return activity.Kind == step.Main
            ? first
            : Math.Max(first + 1, 2) + step.Activities.Where(other => other.Kind != step.Main).TakeWhile(other => other != activity).Count();
    }

    /// <summary>How long a unit is occupied by what an activity reports.</summary>
    /// <param name="kind">The activity.</param>
    /// <param name="items">What it counts.</param>
    /// <param name="occupancy">The time.</param>
    /// <returns>Whether the count says it: of an activity beside others it may not.</returns>
    public bool TryOccupancy(ActivityKind kind, int items, out Picoseconds occupancy)
    {
        bool found = TryStep(kind, out Step? step, out StepActivity? activity)
            && (step.Occupancy.Items == Quantity.One || step.Occupancy.Items == activity.Items);
        occupancy = found ? step!.Occupancy.Of(items) : Picoseconds.Zero;
        return found;
    }

    /// <summary>When what an activity reports ends.</summary>
    /// <param name="kind">The activity.</param>
    /// <param name="items">What it counts.</param>
    /// <param name="start">When it starts.</param>
    /// <param name="isResult">Whether its result is asked for, or when its unit is free again.</param>
    /// <param name="end">The time.</param>
    /// <returns>Whether a step reports it.</returns>
    public bool TryEnd(ActivityKind kind, int items, Picoseconds start, bool isResult, out Picoseconds end)
    {
        end = start;
        if (!TryStep(kind, out Step? step, out _))
        {
            return false;
        }

        end = start + (isResult ? step.Latency : step.Occupancy).Of(items);
        end = (isResult ? IsResultOnEdge(step) : step.Unit.Clocking == Clocking.Edge) ? OnEdge(end) : end;
        return true;
    }

    /// <summary>When what a step fills is full: on a clock edge, unless a self-timed unit may look at it before.</summary>
    public bool IsResultOnEdge(Step step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Unit.Clocking == Clocking.Edge || !step.Accesses
            .Where(access => access.Use is Use.Fill or Use.Replace)
            .Any(access => Users(access.Store).Any(user => user.Unit.Clocking == Clocking.SelfTimed));
    }

    /// <summary>Steps that need what a store holds.</summary>
    public IEnumerable<Step> Users(Store store) =>
        Steps.Where(step => step.Accesses.Any(access => access.Store == store && (access.Use is Use.Take or Use.Keep)));

    /// <summary>Steps that make a store full.</summary>
    public IEnumerable<Step> Fillers(Store store) =>
        Steps.Where(step => step.Accesses.Any(access => access.Store == store && (access.Use is Use.Fill or Use.Replace)));

    /// <summary>Whether no other step that an instruction posts uses what a step leaves.</summary>
    public bool IsLast(Step step, Opcode opcode)
    {
        ArgumentNullException.ThrowIfNull(step);
        return !step.Accesses
            .Where(access => access.Use is Use.Fill or Use.Replace)
            .Any(access => Users(access.Store).Any(user => user.Opcodes.Contains(opcode)));
    }

    /// <summary>The first clock edge that is no earlier.</summary>
    public Picoseconds OnEdge(Picoseconds time) => time.RoundUpTo(_clock);

    /// <summary>When a unit can start what nothing holds back after a time.</summary>
    public Picoseconds Earliest(TileUnit unit, Picoseconds released)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.Clocking == Clocking.Edge ? OnEdge(released) : released;
    }

    private bool TryStep(ActivityKind kind, [NotNullWhen(true)] out Step? step, [NotNullWhen(true)] out StepActivity? activity)
    {
        foreach (Step candidate in Steps)
        {
            activity = candidate.Activities.FirstOrDefault(report => report.Kind == kind || report.Again == kind);
            if (activity is not null)
            {
                step = candidate;
                return true;
            }
        }

        (step, activity) = (null, null);
        return false;
    }
}
