namespace SpinArch.Traces;

/// <summary>Observes activities; it never steers the simulation.</summary>
public interface IActivitySink
{
    /// <summary>
    /// Takes one activity. Within one run activities come in a deterministic order, by the time at which they are
    /// decided; starts never lie before an earlier report's decision time but may lie after the simulation's present.
    /// </summary>
    void OnActivity(in Activity activity);
}
