using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// A store of grains (§28.4). Everything that changes it happens at one moment, whole or not at all; what was superseded stays and can be
/// asked for. Implementations are safe for use by many callers at once. Nothing leaves as an exception, unless a member says so, but
/// <see cref="OperationCanceledException"/>, <see cref="ObjectDisposedException"/>, failures of the medium, and
/// <see cref="ArgumentException"/> for what a caller must not give: null, and texts of options that are too long or no Unicode.
/// <see cref="AuthorizedGrainStore"/> also answers writes with <see cref="WriteOutcome.NotAuthorized"/>.
/// </summary>
public interface IGrainStore : IAsyncDisposable
{
    /// <summary>The host's rows beside the grains (§28.4.1).</summary>
    IMetadataTable Metadata { get; }

    /// <summary>Attachments of grains: <c>put_blob</c> and <c>get_blob</c>.</summary>
    IContentTable Content { get; }

    /// <summary>Finds a grain, whatever became of it. Counts as an access (OMS-22.10-1).</summary>
    /// <param name="address">The grain.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The grain, or null where the store does not hold it.</returns>
    ValueTask<StoredGrain?> GetAsync(ContentAddress address, CancellationToken cancellationToken = default);

    /// <summary>Finds several grains at one moment. Counts as accesses.</summary>
    /// <param name="addresses">The grains.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>One answer for each address, in order; null where the store does not hold the grain.</returns>
    ValueTask<IReadOnlyList<StoredGrain?>> GetBatchAsync(IReadOnlyList<ContentAddress> addresses, CancellationToken cancellationToken = default);

    /// <summary>Whether the store holds a grain. Counts as no access.</summary>
    /// <param name="address">The grain.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Whether it does.</returns>
    ValueTask<bool> ExistsAsync(ContentAddress address, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes in a grain that is authored here: by the schema of 1.6, in canonical bytes, and if signed, with a signature that verifies
    /// (OMS-28.4-7). A grain that would supersede another one is refused: that is what <see cref="SupersedeAsync"/> is for.
    /// </summary>
    /// <param name="delivered">The blob, or the envelope around it. The store copies it.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, existing, deleted or refused.</returns>
    ValueTask<WriteResult> PutAsync(ReadOnlyMemory<byte> delivered, WriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Takes in many grains; each succeeds or fails for itself .</summary>
    /// <param name="delivered">Blobs and envelopes.</param>
    /// <param name="options">What goes along; an operation id is not for batches.</param>
    /// <param name="cancellationToken">Ends the work early, before anything is changed or after everything is.</param>
    /// <returns>One result for each, in order.</returns>
    /// <exception cref="ArgumentException">The options have an operation id.</exception>
    ValueTask<IReadOnlyList<WriteResult>> PutBatchAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> delivered, WriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts a grain in the place of another one, if policy allows (§23): both or neither, and of two callers at once only one. The old grain
    /// stays and keeps its address.
    /// </summary>
    /// <param name="old">The grain to be superseded, which the new one names in <c>derived_from</c> or <c>prior_consent</c> (R-34).</param>
    /// <param name="delivered">The new grain: a blob, or the envelope around it. The store copies it.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done; existing where this very supersession was done before; conflict, deleted, not found or refused.</returns>
    ValueTask<WriteResult> SupersedeAsync(
        ContentAddress old, ReadOnlyMemory<byte> delivered, SupersedeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Flags a grain as contradicted, if policy allows: it is contested, and no longer current (OMS-23.7-1, R-21).
    /// </summary>
    /// <param name="address">The grain.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, existing, deleted, not found or refused.</returns>
    ValueTask<WriteResult> ContradictAsync(ContentAddress address, ContradictOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Records that somebody confirmed a grain: <c>verification_status</c> <c>verified</c>. A contested or retracted grain stays so.</summary>
    /// <param name="address">The grain.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, existing, deleted, not found or refused.</returns>
    ValueTask<WriteResult> VerifyAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lifts a litigation hold, after which the grain's effective mode is open. An act of the owner or an <c>admin</c>.</summary>
    /// <param name="address">The grain under <c>hold</c>.</param>
    /// <param name="options">What goes along; a proof where the policy lists DIDs.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, existing, deleted, not found or refused.</returns>
    ValueTask<WriteResult> LiftHoldAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a grain for good, for compliance only (OMS-28.4-4): its bytes and index are gone, its attachments that no other grain names
    /// too, and its address stays refused. A grain under hold is not deleted, and a sealed one that the store could open only with its user named.
    /// </summary>
    /// <param name="address">The grain.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done; deleted where it was before; not found, or refused.</returns>
    ValueTask<WriteResult> DeleteAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Finds grains by their fields. Results count as accesses.</summary>
    /// <param name="query">What to find.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>A page of results.</returns>
    /// <exception cref="ArgumentException">The cursor is not one of this order, or a condition compares with a value of another kind than it may.</exception>
    ValueTask<GrainPage> QueryAsync(GrainQuery query, CancellationToken cancellationToken = default);

    /// <summary>Finds grains by relevance. Results count as accesses.</summary>
    /// <param name="search">What to find.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>One page, the best first; without a cursor.</returns>
    /// <exception cref="ArgumentException">
    /// There is neither a text nor a vector; or the vector has another length than those of the store, or a number that is not finite.
    /// </exception>
    ValueTask<GrainPage> SearchAsync(GrainSearch search, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads whole selections, for exports and replication: by ascending address, each grain as it is when its turn comes. A grain that is
    /// taken in or deleted meanwhile may be there or not. Counts as no access.
    /// </summary>
    /// <param name="filter">Which grains; its order, limit and cursor do not count. Null for all, history included.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The grains.</returns>
    IAsyncEnumerable<StoredGrain> ReadAllAsync(GrainQuery? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Keeps a vector for a grain, as index data that never changes the blob; empty removes it.</summary>
    /// <param name="address">The grain.</param>
    /// <param name="vector">The vector; all of a store have one length.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Whether the store holds the grain.</returns>
    /// <exception cref="ArgumentException">The vector has another length than those before, or a number that is not finite.</exception>
    ValueTask<bool> SetVectorAsync(ContentAddress address, ReadOnlyMemory<float> vector, CancellationToken cancellationToken = default);

    /// <summary>Finds the head of a grain's chain: what took its place, over all steps. Counts as no access.</summary>
    /// <param name="address">The grain.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The head, the grain itself where nothing superseded it; null where the store does not hold it. At forks the provisional head .</returns>
    ValueTask<ContentAddress?> GetHeadAsync(ContentAddress address, CancellationToken cancellationToken = default);

    /// <summary>Reads the chain of a grain: what it replaced and what replaced it, forks and faults included. Counts as no access.</summary>
    /// <param name="address">Any grain of the chain.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The chain; null where the store does not hold the grain.</returns>
    ValueTask<SupersessionChain?> GetHistoryAsync(ContentAddress address, CancellationToken cancellationToken = default);

    /// <summary>Takes in grains from elsewhere: sound bytes are kept as they are, and say nothing about index state (OMS-28.4-7, R-49).</summary>
    /// <param name="received">The grains.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>One result for each, in order: done, existing, deleted or refused, with marks as warnings.</returns>
    ValueTask<IReadOnlyList<WriteResult>> ReceiveAsync(IReadOnlyList<ReceivedBytes> received, CancellationToken cancellationToken = default);

    /// <summary>
    /// Merges what another index says about grains that the store holds, as far as the grains bear it out and §23 admits it. Doing it
    /// again changes nothing.
    /// </summary>
    /// <param name="statements">Entries of a manifest.</param>
    /// <param name="resetLocal">Ignores access counters (OMS-11.7-6).</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>One result for each, in order.</returns>
    ValueTask<IReadOnlyList<IndexMergeResult>> MergeIndexAsync(
        IReadOnlyList<IndexStatement> statements, bool resetLocal = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the changes in their order, so that a projection can be built and kept up. Those read first are as old as the store; replaying
    /// all of them gives its grains and entries.
    /// </summary>
    /// <param name="after">The number of the last change that is known; 0 for all.</param>
    /// <param name="follow">Waits for further changes instead of ending with the last one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    IAsyncEnumerable<GrainChange> ReadChangesAsync(long after = 0, bool follow = false, CancellationToken cancellationToken = default);

    /// <summary>Reads the audit chain in its order.</summary>
    /// <param name="after">The number of the last entry that is known; 0 for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The entries; <see cref="AuditChain"/> verifies them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    IAsyncEnumerable<AuditEntry> ReadAuditAsync(long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Reports every grain that is about a person, by the selector that erasure uses (§28.4.4). Counts as no access.</summary>
    /// <param name="identity">The person: what stands in <c>subject</c>, <c>object</c>, <c>user_id</c> and the like.</param>
    /// <param name="options">How far to look.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The report, with what could not be reached.</returns>
    /// <exception cref="ArgumentException">The identity is empty, white space or no Unicode text, or so long that the key ring has no key for it.</exception>
    ValueTask<SubjectReport> ReportSubjectAsync(string identity, SubjectOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Erases every grain that is about a person, their attachments that nobody else's grain names, and the person's key (§28.4.3, §28.4.4).
    /// What is under a hold stays, is named, and keeps the key. It cannot be undone.
    /// </summary>
    /// <param name="identity">The person.</param>
    /// <param name="options">How far to go.</param>
    /// <param name="cancellationToken">Ends the work early, before anything is erased.</param>
    /// <returns>What was erased, and what was not.</returns>
    /// <exception cref="ArgumentException">The identity is empty, white space or no Unicode text, or so long that the key ring has no key for it.</exception>
    ValueTask<SubjectErasure> EraseSubjectAsync(string identity, SubjectOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Erases the grains that rest on withdrawn Consents and cascade (OMS-23.2-2), or tells which are due and until when.
    /// </summary>
    /// <param name="run">Erases them; otherwise only tells.</param>
    /// <param name="cancellationToken">Ends the work early, before anything is erased.</param>
    /// <returns>The grains, with their deadlines. A grain under a hold is none of them.</returns>
    ValueTask<ConsentCascade> CascadeConsentAsync(bool run = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Moves grains down the tiers as rules say, and removes those that lay in the cold one long enough: at most one step down in a run, so
    /// that nothing is removed that was not demoted before, and only cold grains. Removing one is deleting it (<see cref="DeleteAsync"/>): it
    /// stands in the audit chain and the feed, its attachments that no other grain names go too, and its address stays refused. Never
    /// touched are grains under a hold, grains whose own <c>retention_policy</c> is not over, grants, and grains whose namespace cannot
    /// be seen. Work goes on in short scopes; run again, it continues where it was interrupted.
    /// </summary>
    /// <param name="policy">The rules.</param>
    /// <param name="options">How to apply them.</param>
    /// <param name="cancellationToken">Ends the work between two scopes; what was done stays done.</param>
    /// <returns>What was done, rule by rule.</returns>
    ValueTask<RetentionReport> ApplyRetentionAsync(RetentionPolicy policy, RetentionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Counts what the store holds.</summary>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The numbers.</returns>
    ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default);
}
