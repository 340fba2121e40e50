using SpinArch.Kernel;

namespace SpinArch.Tests.Kernel;

/// <summary>A component that does what a test says.</summary>
internal sealed class Probe(Probe.Handler handler) : Component
{
    public delegate void Handler(in Event e);

    public override void Handle(in Event e) => handler(in e);
}
