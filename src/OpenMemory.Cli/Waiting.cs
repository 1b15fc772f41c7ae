namespace OpenMemory.Cli;

/// <summary>A command has one thread, which waits for what a store does.</summary>
internal static class Waiting
{
    internal static T Wait<T>(this ValueTask<T> work) => work.AsTask().GetAwaiter().GetResult();
}
