using SpinArch.Traces;

namespace SpinArch.Hardware;

/// <summary>Gives every activity to several sinks, in their order.</summary>
internal sealed class SinkFan(IActivitySink[] sinks) : IActivitySink
{
    /// <inheritdoc/>
    public void OnActivity(in Activity activity)
    {
        foreach (IActivitySink sink in sinks)
        {
            sink.OnActivity(in activity);
        }
    }
}
