using Microsoft.Extensions.Logging;

namespace OpenMemory.Store;

/// <summary>
/// Every message that stores log. Their ids are stable. Of a person nothing is said but the fingerprint of an erasure, by which the audit
/// chain records it too; of an error its type and number, since its message may hold a path or a name.
/// </summary>
internal static partial class StoreLog
{
    /// <summary>Tells of an operation's end, where there is something to tell.</summary>
    internal static void Tell(ILogger logger, StoreOperation operation, in OperationEnd end)
    {
        if (end.Erasure is { } erasure)
        {
            Erased(logger, erasure.Fingerprint, erasure.Erased.Count, erasure.ContentsReclaimed, erasure.Held.Count);
            if (!erasure.IsComplete && logger.IsEnabled(LogLevel.Warning))
                ErasedIncompletely(logger, erasure.Fingerprint, string.Join(", ", erasure.Limits.Where(static limit => limit.MakesIncomplete).Select(static limit => limit.Kind)));
        }
        else if (end.Removed > 0)
        {
            Removed(logger, operation.Name, end.Removed);
        }
        else if (operation == StoreOperation.MergeIndex)
        {
            if (end.RefusedCount > 0) MergeDenied(logger, end.RefusedCount, end.Count ?? 0);
        }
        else if (operation.IsWrite && end.Count is { } count)
        {
            Written(logger, operation.Name, count, end.Written, end.RefusedCount, end.Marked);
        }
        else if (end.Outcome == OperationEnd.Refused)
        {
            TellRefusal(logger, operation, end.Fault);
        }
        else if (operation.IsWrite && end.Outcome != OperationEnd.Done)
        {
            NotDone(logger, operation.Name, end.Outcome);
        }
    }

    /// <summary>Tells of an exception: of refusals and of faults beneath the store, not of cancellations and of callers' mistakes.</summary>
    internal static void Tell(ILogger logger, StoreOperation operation, in OperationEnd end, Exception exception)
    {
        if (end.Outcome == OperationEnd.Refused) TellRefusal(logger, operation, end.Fault);
        else if (end.Outcome == OperationEnd.Error && exception is not (ArgumentException or ObjectDisposedException))
            Failed(logger, operation.Name, exception.GetType().FullName, exception.HResult, end.Fault.Code, end.Fault.Rule);
    }

    [LoggerMessage(1, LogLevel.Debug, "Operation {Operation} was refused with {Code} by rule {Rule}", EventName = nameof(Refused))]
    private static partial void Refused(ILogger logger, string operation, OmsErrorCode code, string rule);

    [LoggerMessage(2, LogLevel.Warning, "Operation {Operation} was denied by the invalidation policy, rule {Rule}", EventName = nameof(PolicyDenied))]
    private static partial void PolicyDenied(ILogger logger, string operation, string rule);

    [LoggerMessage(3, LogLevel.Debug, "Operation {Operation} changed nothing: {Outcome}", EventName = nameof(NotDone))]
    private static partial void NotDone(ILogger logger, string operation, string outcome);

    [LoggerMessage(4, LogLevel.Debug, "Operation {Operation} was given {Count} grains: {Written} taken in, {Refused} refused, {Marked} marked", EventName = nameof(Written))]
    private static partial void Written(ILogger logger, string operation, long count, long written, long refused, long marked);

    [LoggerMessage(5, LogLevel.Warning, "The invalidation policy did not admit {Denied} of {Count} index entries", EventName = nameof(MergeDenied))]
    private static partial void MergeDenied(ILogger logger, long denied, long count);

    [LoggerMessage(6, LogLevel.Information, "Operation {Operation} removed {Removed} grains", EventName = nameof(Removed))]
    private static partial void Removed(ILogger logger, string operation, long removed);

    [LoggerMessage(7, LogLevel.Information, "Erasure of {Fingerprint}: {Erased} grains and {Contents} attachments erased, {Held} grains held", EventName = nameof(Erased))]
    private static partial void Erased(ILogger logger, string fingerprint, int erased, int contents, int held);

    [LoggerMessage(8, LogLevel.Warning, "Erasure of {Fingerprint} is not complete: {Limits}", EventName = nameof(ErasedIncompletely))]
    private static partial void ErasedIncompletely(ILogger logger, string fingerprint, string limits);

    [LoggerMessage(9, LogLevel.Information, "Import: {Grains} grains read, {Added} taken in, {Existing} were here, {Deleted} stay deleted, {LeftOut} left out; {Applied} index entries applied",
        EventName = nameof(Imported))]
    internal static partial void Imported(ILogger logger, long grains, long added, long existing, long deleted, long leftOut, long applied);

    [LoggerMessage(10, LogLevel.Warning,
        "Import: {Refused} grains refused, {Untrusted} not trusted, {Marked} marked, {Denied} index entries denied, {Forks} forks; complete: {IsComplete}",
        EventName = nameof(ImportedWithWarnings))]
    internal static partial void ImportedWithWarnings(ILogger logger, long refused, long untrusted, long marked, long denied, long forks, bool isComplete);

    [LoggerMessage(11, LogLevel.Error, "Operation {Operation} failed: {ErrorType}, {HResult}, {Code}, rule {Rule}", EventName = nameof(Failed))]
    private static partial void Failed(ILogger logger, string operation, string? errorType, int hResult, OmsErrorCode code, string? rule);

    private static void TellRefusal(ILogger logger, StoreOperation operation, in OmsFault fault)
    {
        if (fault.Code == OmsErrorCode.InvalidationDenied) PolicyDenied(logger, operation.Name, fault.Rule);
        else Refused(logger, operation.Name, fault.Code, fault.Rule);
    }
}
