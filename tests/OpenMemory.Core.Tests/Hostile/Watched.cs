using System.Runtime.ExceptionServices;

namespace OpenMemory.Tests;

/// <summary>Runs work on a thread with a small stack and a time limit: runaway recursion and endless loops show.</summary>
internal static class Watched
{
    internal const int SmallStack = 256 << 10;

    internal static void Run(TimeSpan limit, Action work, Func<string>? where = null)
    {
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }, SmallStack) { IsBackground = true };
        thread.Start();
        Assert.That(thread.Join(limit), Is.True, () => $"no end after {limit}: {where?.Invoke()}");
        failure?.Throw();
    }
}
