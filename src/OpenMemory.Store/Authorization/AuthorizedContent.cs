namespace OpenMemory.Store;

/// <summary>Attachments as a principal may use them by their names alone.</summary>
internal sealed class AuthorizedContent(IGrainStore owner, Func<CancellationToken, ValueTask<PrincipalRights>> rights) : IContentTable
{
    public async ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        PrincipalRights held = await rights(cancellationToken).ConfigureAwait(false);
        if (!held.HasSomewhere(GrantVerbs.Write)) throw new WriteRefusedException(WriteResult.Of(WriteOutcome.NotAuthorized, default));
        return await owner.Content.PutAsync(content, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, CancellationToken cancellationToken = default) =>
        await MayReadAsync(cancellationToken).ConfigureAwait(false) ? await owner.Content.GetAsync(uri, cancellationToken).ConfigureAwait(false) : null;

    public async ValueTask<bool> ExistsAsync(CasUri uri, CancellationToken cancellationToken = default) =>
        await MayReadAsync(cancellationToken).ConfigureAwait(false) && await owner.Content.ExistsAsync(uri, cancellationToken).ConfigureAwait(false);

    private async ValueTask<bool> MayReadAsync(CancellationToken cancellationToken) =>
        (await rights(cancellationToken).ConfigureAwait(false)).HasEverywhere(GrantVerbs.Read);
}
