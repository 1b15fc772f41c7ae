using System.Globalization;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>Puts grains into a store, many in one step, and says of each what became of it, in their order.</summary>
internal sealed class GrainPutter(DbStore store, WriteOptions options, CommandContext context)
{
    // A step waits for the disk once, however many grains it has.
    private const int MaxGrains = 1024, MaxBytes = 4 << 20;

    private readonly List<(byte[]? Delivered, OmsFault Fault, string Place)> _batch = [];
    private readonly SortedDictionary<WriteOutcome, long> _outcomes = [];
    private long _index, _bytes;

    /// <summary>Called before lines are written.</summary>
    internal Action? BeforeLines { get; set; }

    /// <summary>Takes a grain.</summary>
    /// <param name="delivered">Its bytes, which are copied.</param>
    /// <param name="place">Where it stands; null for its number.</param>
    /// <exception cref="UsageException">An operation id has more than one grain.</exception>
    internal void Add(ReadOnlySpan<byte> delivered, string? place) => Add(delivered.ToArray(), default, place);

    /// <summary>Takes what is no grain that could be written.</summary>
    internal void Refuse(OmsFault fault, string place) => Add(null, fault, place);

    /// <summary>Puts what is left, and sums up on standard error.</summary>
    /// <returns>0 where the store holds everything now, else 1.</returns>
    internal int Finish()
    {
        Flush();
        context.Error.WriteLine(string.Join(", ", _outcomes.Select(static entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value} {StoreJson.Name(entry.Key)}"))));
        return _outcomes.Keys.All(static outcome => outcome is WriteOutcome.Done or WriteOutcome.Existing) ? ExitCode.Done : ExitCode.BadData;
    }

    /// <summary>Puts what was taken.</summary>
    internal void Flush()
    {
        if (_batch.Count == 0) return;
        List<ReadOnlyMemory<byte>> delivered = [.. _batch.Where(static entry => entry.Delivered is not null).Select(static entry => (ReadOnlyMemory<byte>)entry.Delivered)];
        IReadOnlyList<WriteResult> results = Put(delivered);
        BeforeLines?.Invoke();
        int next = 0;
        foreach ((byte[]? bytes, OmsFault fault, string place) in _batch)
        {
            WriteResult result = bytes is null ? new WriteResult { Fault = fault } : results[next++];
            _outcomes[result.Outcome] = _outcomes.GetValueOrDefault(result.Outcome) + 1;
            WriteLines.Write(result, place, context);
        }
        _batch.Clear();
        _bytes = 0;
    }

    private IReadOnlyList<WriteResult> Put(List<ReadOnlyMemory<byte>> delivered)
    {
        if (delivered.Count == 0) return [];
        return options.OperationId is null
            ? store.Do(opened => opened.PutBatchAsync(delivered, options))
            : [store.Do(opened => opened.PutAsync(delivered[0], options))];
    }

    private void Add(byte[]? delivered, in OmsFault fault, string? place)
    {
        if (options.OperationId is not null && _index > 0) throw new UsageException("--operation-id is for one grain, and nothing was put");
        _batch.Add((delivered, fault, place ?? string.Create(CultureInfo.InvariantCulture, $"in grain {_index}, counted from 0")));
        _index++;
        _bytes += delivered?.Length ?? 0;
        if (options.OperationId is null && (_batch.Count >= MaxGrains || _bytes >= MaxBytes)) Flush();
    }
}
