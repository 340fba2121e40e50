namespace SpinArch.Benchmarks;

/// <summary>What events of <see cref="HeapSimulation"/> happen to: an abstract class, as the kernel's components are.</summary>
internal abstract class HeapTarget
{
    public abstract void Handle(in HeapEvent e);
}
