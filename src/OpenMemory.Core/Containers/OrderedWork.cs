using System.Runtime.ExceptionServices;

namespace OpenMemory;

/// <summary>
/// Works on pieces side by side, in memory that does not grow with their number. Pieces are filled, and consumed in their order, on the
/// caller's thread, so that every outcome is the same on every machine: what failed first in that order comes out as it was thrown, after
/// what stands before it was consumed, and nothing is at work any more when it does.
/// </summary>
internal static class OrderedWork
{
    /// <summary>The cores that are used where nobody says otherwise.</summary>
    internal static int CoresOr(int cores) => cores > 0 ? cores : Environment.ProcessorCount;

    /// <summary>Does the work.</summary>
    /// <param name="cores">How many pieces are worked on at once; twice as many are held. With one, all of it happens on the caller's thread.</param>
    /// <param name="create">Makes a piece, which is filled anew when it was consumed.</param>
    /// <param name="fill">Fills a piece; false when there is nothing left.</param>
    /// <param name="work">Works on a piece, on any thread.</param>
    /// <param name="consume">Takes what came of a piece.</param>
    /// <param name="cancellationToken">Ends the work between two pieces.</param>
    internal static void Run<T>(int cores, Func<T> create, Func<T, bool> fill, Action<T> work, Action<T> consume, CancellationToken cancellationToken)
        where T : class
    {
        if (cores == 1)
        {
            T piece = create();
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!fill(piece)) return;
                work(piece);
                cancellationToken.ThrowIfCancellationRequested();
                consume(piece);
            }
        }
        (T? Piece, Task Task)[] ring = new (T?, Task)[2 * cores];
        Action<object?> act = piece => work((T)piece!);
        ExceptionDispatchInfo? failure = null;
        long begun = 0, done = 0;
        try
        {
            while (TryFill()) begun++;
            while (done < begun) ConsumeNext();
            failure?.Throw();
        }
        finally
        {
            // What the pieces are made of may be gone as soon as this returns, so nobody may still be at work on it.
            for (; done < begun; done++) Wait(ring[done % ring.Length].Task);
        }

        bool TryFill()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (begun - done == ring.Length) ConsumeNext();
            ref (T? Piece, Task Task) slot = ref ring[begun % ring.Length];
            T piece = slot.Piece ??= create();
            try
            {
                if (!fill(piece)) return false;
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
                return false;
            }
            slot.Task = Task.Factory.StartNew(act, piece, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
            return true;
        }

        void ConsumeNext()
        {
            (T? piece, Task task) = ring[done % ring.Length];
            task.GetAwaiter().GetResult();
            cancellationToken.ThrowIfCancellationRequested();
            done++;
            consume(piece!);
        }
    }

    /// <summary>Waits for a task, whatever comes of it.</summary>
    internal static void Wait(Task task) => task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
}
