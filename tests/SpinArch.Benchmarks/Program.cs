using BenchmarkDotNet.Running;
using SpinArch.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(HoldModel).Assembly).Run(args);
