using OpenMemory.Benchmarks;
using OpenMemory.Benchmarks.Scale;

long started = System.Diagnostics.Stopwatch.GetTimestamp();
return args switch
{
    [ColdProgram.ChildArgument, string work, string path] => ColdChild.Run(work, path, started),
    ["cold", ..] => ColdProgram.Run(args.AsSpan(1)),
    ["table", ..] => TableProgram.Run(args.AsSpan(1)),
    ["compare", ..] => CompareProgram.Run(args.AsSpan(1), Console.Out, Console.Error),
    ["readme"] => ReadmeTable.Run(),
    ["scale", ..] => ScaleProgram.Run(args.AsSpan(1)),
    ["store", ..] => await StoreProgram.RunAsync(args[1..]),
    ["sqlite", ..] => await SqliteProgram.RunAsync(args[1..]),
    ["run", ..] => RunProgram.Run(args.AsSpan(1)),
    _ => RunProgram.Run(args),
};
