namespace OpenMemory.Signing;

/// <summary>One fetch that is under way, and how many wait for it.</summary>
internal sealed class DidFetch(long startedAt, CancellationTokenSource cancellation) // which has no timer, so that nothing need be disposed of
{
    private readonly TaskCompletionSource<DidFetched> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Timestamp of the clock: what is fetched is as old as this.</summary>
    internal long StartedAt => startedAt;

    /// <summary>How many wait; changed under the cache's lock.</summary>
    internal int Waiters { get; set; }

    internal Task<DidFetched> Result => _result.Task;

    internal CancellationToken Token => cancellation.Token;

    internal void Complete(DidFetched fetched) => _result.TrySetResult(fetched);

    /// <summary>Tells the source to stop; what its callbacks throw concerns nobody.</summary>
    internal void Cancel() => _ = cancellation.CancelAsync();
}
