using SpinArch.Energy;
using SpinArch.Kernel;
using SpinArch.Traces;

namespace SpinArch.Reports;

/// <summary>Everything that a report needs to observe of a run, as one sink: totals, chip power, busy time, and the traces asked for.</summary>
public sealed class RunProfile : IActivitySink
{
    /// <summary>Width of a power bin unless the user chooses one.</summary>
    public static Picoseconds DefaultBin { get; } = new(10_000);

    /// <summary>A profile for one run.</summary>
    /// <param name="model">The cost rules.</param>
    /// <param name="energyBin">Width of the bins of an energy trace; none is kept where null.</param>
    /// <param name="utilizationBin">Width of the bins of a utilisation trace; none is kept where null.</param>
    public RunProfile(EnergyModel model, Picoseconds? energyBin = null, Picoseconds? utilizationBin = null)
        : this(model, energyBin ?? DefaultBin)
    {
        EnergyTrace = energyBin is { } energy ? PowerTrace.ByUnit(model, energy) : null;
        UtilizationTrace = utilizationBin is { } width ? UtilizationTrace.ByUnit(model.Sites, width) : null;
    }

    private RunProfile(EnergyModel model, Picoseconds firstPowerBin)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Ledger = new ActivityLedger(model.Sites);
        FirstPowerBin = firstPowerBin;
        Power = new PowerProfile(model, FirstPowerBin);
        Utilization = UtilizationTrace.Profile(model.Sites, DefaultBin);
    }

    /// <summary>The cost rules.</summary>
    public EnergyModel Model { get; }

    /// <summary>Totals by place and kind.</summary>
    public ActivityLedger Ledger { get; }

    /// <summary>Width of the power bins to start with; they widen with the run.</summary>
    public Picoseconds FirstPowerBin { get; }

    /// <summary>Power of the chip over time.</summary>
    public PowerProfile Power { get; }

    /// <summary>Busy time by unit, coarse.</summary>
    public UtilizationTrace Utilization { get; }

    /// <summary>Energy by place and unit over time, where asked for.</summary>
    public PowerTrace? EnergyTrace { get; }

    /// <summary>Busy time by unit in the user's bins, where asked for.</summary>
    public UtilizationTrace? UtilizationTrace { get; }

    /// <summary>A profile for a run that was recorded, or one like it: power in the bins of that run, and no traces.</summary>
    /// <param name="model">The cost rules.</param>
    /// <param name="firstPowerBin">Width of the power bins to start with, as the trace has it.</param>
    public static RunProfile Again(EnergyModel model, Picoseconds firstPowerBin) => new(model, firstPowerBin);

    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        Ledger.OnActivity(activity);
        Power.OnActivity(activity);
        Utilization.OnActivity(activity);
        EnergyTrace?.OnActivity(activity);
        UtilizationTrace?.OnActivity(activity);
    }

    /// <summary>Costs the finished run and spreads its idle leakage over the traces. To be called once.</summary>
    /// <param name="end">How long the chip was powered.</param>
    public EnergyAccount Close(Picoseconds end)
    {
        EnergyAccount account = Model.Cost(Ledger, end);
        Power.AddIdle(account, end);
        EnergyTrace?.AddIdle(account, end);
        return account;
    }
}
