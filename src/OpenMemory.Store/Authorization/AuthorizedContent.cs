namespace OpenMemory.Store;

/// <summary>
/// Attachments as a principal may use them by their names alone. What is sealed takes the grant on <c>*</c> that sealed grains take: whose
/// namespace it belongs to cannot be seen.
/// </summary>
internal sealed class AuthorizedContent(IGrainStore owner, Func<CancellationToken, ValueTask<PrincipalRights>> rights) : IContentTable
{
    public async ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        PrincipalRights held = await rights(cancellationToken).ConfigureAwait(false);
        if (!held.HasSomewhere(GrantVerbs.Write)) throw NotAuthorized();
        return await owner.Content.PutAsync(content, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, string userId, CancellationToken cancellationToken = default)
    {
        PrincipalRights held = await rights(cancellationToken).ConfigureAwait(false);
        if (!held.HasEverywhere(GrantVerbs.Write)) throw NotAuthorized();
        return await owner.Content.PutAsync(content, userId, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, CancellationToken cancellationToken = default) =>
        await MayReadAsync(cancellationToken).ConfigureAwait(false) ? await owner.Content.GetAsync(uri, cancellationToken).ConfigureAwait(false) : null;

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, string userId, CancellationToken cancellationToken = default) =>
        await MayReadAsync(cancellationToken).ConfigureAwait(false) ? await owner.Content.GetAsync(uri, userId, cancellationToken).ConfigureAwait(false) : null;

    public async ValueTask<bool> ExistsAsync(CasUri uri, CancellationToken cancellationToken = default) =>
        await MayReadAsync(cancellationToken).ConfigureAwait(false) && await owner.Content.ExistsAsync(uri, cancellationToken).ConfigureAwait(false);

    public async ValueTask<bool> ExistsAsync(CasUri uri, string userId, CancellationToken cancellationToken = default) =>
        await MayReadAsync(cancellationToken).ConfigureAwait(false) && await owner.Content.ExistsAsync(uri, userId, cancellationToken).ConfigureAwait(false);

    private static WriteRefusedException NotAuthorized() => new(WriteResult.Of(WriteOutcome.NotAuthorized, default));

    private async ValueTask<bool> MayReadAsync(CancellationToken cancellationToken) =>
        (await rights(cancellationToken).ConfigureAwait(false)).HasEverywhere(GrantVerbs.Read);
}
