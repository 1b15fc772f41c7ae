using System.Security.Cryptography;
using System.Text;

namespace OpenMemory.Store;

/// <summary>
/// A store as one principal may use it under its grants (§12.6). The store beneath is the owner's session, which no grant binds (OMS-12.6.4-1).
/// </summary>
/// <remarks>
/// <para>Rights are looked up for every operation, so that a revocation counts for each one that begins after it. Whoever is unknown or has no
/// grant may do nothing (OMS-12.6.4-2). What may not be read looks absent, in counts as in results; what may not be written ends as
/// <see cref="WriteOutcome.NotAuthorized"/>. Names compare in NFC, exactly. A grain without a namespace belongs to <c>shared</c>; one whose
/// namespace cannot be seen, because it is sealed or elided, takes a grant on <c>*</c>. Every grain must pass its invalidation policy as
/// well (OMS-12.6.6-1).</para>
/// <list type="table">
/// <item><term><c>read</c></term><description>get, exists, query, search, history and selections, by namespace; on <c>*</c>: the change feed, statistics, subject reports, due consents, attachments by name, and rows of the metadata table.</description></item>
/// <item><term><c>write</c></term><description>put and vectors; attachments, where it holds anywhere, and sealed ones on <c>*</c>.</description></item>
/// <item><term><c>supersede</c></term><description>supersede, in the namespaces of both grains; contradict and verify.</description></item>
/// <item><term><c>delete</c></term><description>delete; on <c>*</c>: apply retention, of which a dry run takes <c>read</c> on <c>*</c>.</description></item>
/// <item><term><c>erase</c> on <c>*</c></term><description>erase a person's data, and what withdrawn Consents make due.</description></item>
/// <item><term><c>admin</c></term><description>everything that is written in <c>agent:authz</c>; lifting a hold; on <c>*</c>: receiving, merging indexes, writing the metadata table, reading the audit chain.</description></item>
/// <item><term><c>loop.review</c>, <c>loop.apply</c></term><description>audit Observations of Recommendations, instead of <c>write</c>; both for <c>rec:policy</c>. Their <c>observer_id</c> is the principal.</description></item>
/// </list>
/// <para>Rows under <c>vault:</c> are nobody's. The principal stands as the actor of every operation, and as the grantor of grants that it
/// writes. Disposing does nothing: the store beneath belongs to whoever made it.</para>
/// </remarks>
public sealed partial class AuthorizedGrainStore : IGrainStore, IWatchedStore
{
    private const int MaxOperationId = 256;

    private readonly IGrainStore _inner;
    private readonly TimeProvider? _clock;

    /// <summary>Makes the store of a principal.</summary>
    /// <param name="owner">The store beneath.</param>
    /// <param name="principal">The principal, as the host authenticated it (OMS-12.6-1).</param>
    /// <param name="clock">The clock, for grants that hold for a time; the system's where null.</param>
    /// <exception cref="ArgumentException">The principal is blank, is longer than 1024 characters, or no Unicode text.</exception>
    public AuthorizedGrainStore(IGrainStore owner, string principal, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentException.ThrowIfNullOrWhiteSpace(principal);
        if (principal.Length > 1024 || !StrictUtf8.IsValid(principal)) throw new ArgumentException("The principal is no name.", nameof(principal));
        (_inner, _clock) = (owner, clock);
        Principal = Nfc.Normalized(principal);
        Metadata = new AuthorizedMetadata(owner, RightsAsync);
        Content = new AuthorizedContent(owner, RightsAsync);
    }

    /// <summary>The principal, in NFC.</summary>
    public string Principal { get; }

    /// <inheritdoc/>
    /// <remarks>Reading takes <c>read</c> on <c>*</c>, writing <c>admin</c> on <c>*</c>. A refused <c>PutAsync</c> is a <see cref="WriteRefusedException"/>.</remarks>
    public IMetadataTable Metadata { get; }

    /// <inheritdoc/>
    /// <remarks>
    /// Reading by name takes <c>read</c> on <c>*</c>, since names say nothing of whose they are; see <see cref="ReadAttachmentAsync"/>. Writing
    /// takes <c>write</c> anywhere, and on <c>*</c> for what is to be sealed; where it is refused, that is a <see cref="WriteRefusedException"/>.
    /// </remarks>
    public IContentTable Content { get; }

    StoreWatch? IWatchedStore.Watch => (_inner as IWatchedStore)?.Watch;

    /// <summary>Does nothing: the store beneath stays open.</summary>
    /// <returns>Nothing.</returns>
    public ValueTask DisposeAsync() => default;

    private ValueTask<PrincipalRights> RightsAsync(CancellationToken cancellationToken) =>
        PrincipalRights.ReadAsync(_inner, Principal, EpochMilliseconds.Now(_clock), cancellationToken);

    /// <summary>The principal's own name for an operation: nobody else's repetition is answered with its result.</summary>
    private string? Scoped(string? operationId)
    {
        if (string.IsNullOrEmpty(operationId) || operationId.Length > MaxOperationId) return operationId;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Principal}\0{operationId}")));
    }
}
