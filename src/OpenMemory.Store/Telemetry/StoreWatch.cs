using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace OpenMemory.Store;

/// <summary>Measures, traces and logs the operations of one store. While nobody listens, an operation is called and that is all.</summary>
internal sealed class StoreWatch
{
    private readonly string _backend;
    private readonly ILogger? _logger;

    /// <summary>Makes the watch of a store.</summary>
    /// <param name="backend">The attribute <c>backend</c>.</param>
    /// <param name="loggers">Where messages go; null for nowhere.</param>
    internal StoreWatch(string backend, ILoggerFactory? loggers)
    {
        _backend = backend;
        _logger = loggers?.CreateLogger(StoreTelemetry.LogCategory);
    }

    /// <summary>Where messages go; null for nowhere.</summary>
    internal ILogger? Logger => _logger;

    private bool IsOn => _logger is not null || StoreInstruments.IsOn;

    /// <summary>Runs an operation.</summary>
    /// <param name="operation">Which.</param>
    /// <param name="state">What <paramref name="work"/> needs: a static method with its arguments beside it allocates nothing.</param>
    /// <param name="work">The operation itself.</param>
    /// <param name="end">What may be told of its answer.</param>
    /// <returns>The answer.</returns>
    internal ValueTask<TResult> RunAsync<TState, TResult>(
        StoreOperation operation, TState state, Func<TState, ValueTask<TResult>> work, Func<TResult, OperationEnd> end) =>
        IsOn ? WatchAsync(operation, state, work, end) : work(state);

    /// <summary>Reads a sequence: one operation from its first element to its end, the consumer's time included.</summary>
    internal IAsyncEnumerable<T> Read<T>(StoreOperation operation, IAsyncEnumerable<T> items) => IsOn ? WatchAsync(operation, items) : items;

    private async ValueTask<TResult> WatchAsync<TState, TResult>(
        StoreOperation operation, TState state, Func<TState, ValueTask<TResult>> work, Func<TResult, OperationEnd> end)
    {
        using OperationRun run = new(operation);
        TResult result;
        try
        {
            result = await work(state).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Fail(run, exception);
            throw;
        }
        End(run, end(result));
        return result;
    }

    private async IAsyncEnumerable<T> WatchAsync<T>(
        StoreOperation operation, IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using OperationRun run = new(operation);
        long count = 0;
        bool hasFailed = false;
        IAsyncEnumerator<T> reader = items.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                try
                {
                    if (!await reader.MoveNextAsync().ConfigureAwait(false)) break;
                }
                catch (Exception exception)
                {
                    hasFailed = true;
                    Fail(run, exception);
                    throw;
                }
                count++;
                yield return reader.Current;
            }
        }
        finally
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            if (!hasFailed) End(run, new(OperationEnd.Done) { Count = count }); // also where the consumer had enough
        }
    }

    private void End(in OperationRun run, in OperationEnd end)
    {
        run.Record(end, _backend, null);
        if (_logger is not null) StoreLog.Tell(_logger, run.Operation, end);
    }

    private void Fail(in OperationRun run, Exception exception)
    {
        OperationEnd end = OperationEnd.Of(exception);
        run.Record(end, _backend, end.Outcome == OperationEnd.Error ? exception : null);
        if (_logger is not null) StoreLog.Tell(_logger, run.Operation, end, exception);
    }
}
