namespace SpinArch.Benchmarks;

/// <summary>What events of <see cref="HeapSimulation"/> happen to.</summary>
internal interface IHeapComponent
{
    void Handle(in HeapEvent e);
}
