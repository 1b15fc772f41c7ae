using System.Buffers;

namespace OpenMemory;

/// <summary>
/// A pass over all grains of a file on all cores, in memory that does not grow with the file. Runs of grains are worked on side
/// by side; what comes of them is consumed in the order of the file, so that every outcome is the same on every machine.
/// </summary>
internal static class MgScan
{
    /// <summary>A grain that is larger is no sound one by default; it is not copied where the file is mapped.</summary>
    internal const int MaxBuffer = 32 << 20;

    /// <summary>Works on the bytes of a run.</summary>
    internal delegate T Work<out T>(MgFileReader file, GrainRun run, ReadOnlySpan<byte> bytes);

    internal static void Run<T>(MgFileReader file, Work<T> work, Action<GrainRun, T> consume, CancellationToken cancellationToken)
    {
        int ahead = 2 * Environment.ProcessorCount;
        Queue<(GrainRun Run, Task<T> Task)> pending = new(ahead);
        try
        {
            foreach (GrainRun run in new OffsetPass(file).Runs())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (pending.Count == ahead) ConsumeNext();
                pending.Enqueue((run, Task.Run(() => Read(file, run, work), cancellationToken)));
            }
            while (pending.Count > 0) ConsumeNext();
        }
        finally
        {
            // The file may be closed as soon as this returns, so nobody may still be reading it.
            foreach ((_, Task<T> task) in pending) task.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(CancellationToken.None);
        }

        void ConsumeNext()
        {
            (GrainRun run, Task<T> task) = pending.Peek();
            T result = task.GetAwaiter().GetResult();
            pending.Dequeue();
            cancellationToken.ThrowIfCancellationRequested();
            consume(run, result);
        }
    }

    private static T Read<T>(MgFileReader file, GrainRun run, Work<T> work)
    {
        byte[] buffer = file.Region.IsInMemory ? [] : ArrayPool<byte>.Shared.Rent(Math.Min(run.Length, MaxBuffer));
        try
        {
            return work(file, run, file.Region.Slice(run.Start, run.Length, buffer));
        }
        finally
        {
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
