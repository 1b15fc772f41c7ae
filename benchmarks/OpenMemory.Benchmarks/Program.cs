using BenchmarkDotNet.Running;
using OpenMemory.Benchmarks.Scale;

if (args is ["scale", ..]) return ScaleProgram.Run(args.AsSpan(1));
if (args is ["store", ..]) return await StoreProgram.RunAsync(args[1..]);
if (args is ["sqlite", ..]) return await SqliteProgram.RunAsync(args[1..]);
BenchmarkSwitcher.FromAssembly(typeof(OpenMemory.Benchmarks.Samples).Assembly).Run(args);
return 0;
