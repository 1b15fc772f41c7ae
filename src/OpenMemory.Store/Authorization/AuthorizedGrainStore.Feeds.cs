using System.Runtime.CompilerServices;

namespace OpenMemory.Store;

public sealed partial class AuthorizedGrainStore
{
    /// <inheritdoc/>
    /// <remarks>
    /// The feed is whole or not at all: numbers without a gap tell of every grain. It takes <c>read</c> on <c>*</c>, ends at once without it, and
    /// ends when that is lost while it is followed.
    /// </remarks>
    public async IAsyncEnumerable<GrainChange> ReadChangesAsync(
        long after = 0, bool follow = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!await MayAsync(GrantVerbs.Read, cancellationToken).ConfigureAwait(false)) yield break;
        await foreach (GrainChange change in _inner.ReadChangesAsync(after, follow, cancellationToken).ConfigureAwait(false))
        {
            // A following reader may stay for days: what ends a grant is a change itself, or time.
            if (follow && !await MayAsync(GrantVerbs.Read, cancellationToken).ConfigureAwait(false)) yield break;
            yield return change;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Takes <c>admin</c> on <c>*</c>; without it there are no entries.</remarks>
    public async IAsyncEnumerable<AuditEntry> ReadAuditAsync(long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!await MayAsync(GrantVerbs.Admin, cancellationToken).ConfigureAwait(false)) yield break;
        await foreach (AuditEntry entry in _inner.ReadAuditAsync(after, cancellationToken).ConfigureAwait(false)) yield return entry;
    }

    /// <inheritdoc/>
    /// <returns>The report; empty and incomplete where the principal may not read everything.</returns>
    public async ValueTask<SubjectReport> ReportSubjectAsync(string identity, SubjectOptions? options = null, CancellationToken cancellationToken = default)
    {
        string fingerprint = new SubjectSelector(identity).Fingerprint;
        return await MayAsync(GrantVerbs.Read, cancellationToken).ConfigureAwait(false)
            ? await _inner.ReportSubjectAsync(identity, (options ?? new()) with { Actor = Principal }, cancellationToken).ConfigureAwait(false)
            : new(fingerprint, [], [NotAuthorized]);
    }

    /// <inheritdoc/>
    /// <returns>What was erased; nothing, and incomplete, without <c>erase</c> on <c>*</c>.</returns>
    public async ValueTask<SubjectErasure> EraseSubjectAsync(string identity, SubjectOptions? options = null, CancellationToken cancellationToken = default)
    {
        string fingerprint = new SubjectSelector(identity).Fingerprint;
        return await MayAsync(GrantVerbs.Erase, cancellationToken).ConfigureAwait(false)
            ? await _inner.EraseSubjectAsync(identity, (options ?? new()) with { Actor = Principal }, cancellationToken).ConfigureAwait(false)
            : new() { Fingerprint = fingerprint, Erased = [], Held = [], Limits = [NotAuthorized] };
    }

    /// <inheritdoc/>
    /// <returns>The grains; none without <c>read</c> on <c>*</c>, and to erase them, <c>erase</c> on <c>*</c>.</returns>
    public async ValueTask<ConsentCascade> CascadeConsentAsync(bool run = false, CancellationToken cancellationToken = default) =>
        await MayAsync(run ? GrantVerbs.Erase : GrantVerbs.Read, cancellationToken).ConfigureAwait(false)
            ? await _inner.CascadeConsentAsync(run, cancellationToken).ConfigureAwait(false)
            : new([], 0, 0);

    /// <inheritdoc/>
    /// <returns>The report; refused and empty without <c>delete</c> on <c>*</c>, or of a dry run, <c>read</c> on <c>*</c>.</returns>
    public async ValueTask<RetentionReport> ApplyRetentionAsync(
        RetentionPolicy policy, RetentionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        RetentionOptions own = (options ?? new()) with { Actor = Principal };
        return await MayAsync(own.IsDryRun ? GrantVerbs.Read : GrantVerbs.Delete, cancellationToken).ConfigureAwait(false)
            ? await _inner.ApplyRetentionAsync(policy, own, cancellationToken).ConfigureAwait(false)
            : new() { Rules = [], IsDryRun = own.IsDryRun, IsRefused = true };
    }

    private static SubjectLimit NotAuthorized => new(SubjectLimitKind.NotAuthorized, 0, MakesIncomplete: true);

    private async ValueTask<bool> MayAsync(GrantVerbs everywhere, CancellationToken cancellationToken) =>
        (await RightsAsync(cancellationToken).ConfigureAwait(false)).HasEverywhere(everywhere);
}
