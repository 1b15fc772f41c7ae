using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(OpenMemory.Benchmarks.Samples).Assembly).Run(args);
