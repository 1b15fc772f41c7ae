namespace OpenMemory.Store;

/// <summary>The host's rows as a principal may use them. Rows have no namespace: whoever may read or govern everything may read or write them.</summary>
internal sealed class AuthorizedMetadata(IGrainStore owner, Func<CancellationToken, ValueTask<PrincipalRights>> rights) : IMetadataTable
{
    public async ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await MayAsync(GrantVerbs.Read, key, cancellationToken).ConfigureAwait(false)
            ? await owner.Metadata.GetAsync(key, cancellationToken).ConfigureAwait(false)
            : null;
    }

    public async ValueTask PutAsync(string key, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!await MayAsync(GrantVerbs.Admin, key, cancellationToken).ConfigureAwait(false)) throw new WriteRefusedException(WriteResult.Of(WriteOutcome.NotAuthorized, default));
        await owner.Metadata.PutAsync(key, value, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> TryReplaceAsync(string key, string? expected, string? value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await MayAsync(GrantVerbs.Admin, key, cancellationToken).ConfigureAwait(false)
            && await owner.Metadata.TryReplaceAsync(key, expected, value, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await MayAsync(GrantVerbs.Admin, key, cancellationToken).ConfigureAwait(false)
            && await owner.Metadata.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> ScanAsync(string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return await MayAsync(GrantVerbs.Read, prefix, cancellationToken).ConfigureAwait(false)
            ? WithoutVault(await owner.Metadata.ScanAsync(prefix, cancellationToken).ConfigureAwait(false))
            : [];
    }

    public async ValueTask<bool> ReplicateAsync(string key, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return await MayAsync(GrantVerbs.Admin, key, cancellationToken).ConfigureAwait(false)
            && await owner.Metadata.ReplicateAsync(key, value, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> ScanReplicatedAsync(CancellationToken cancellationToken = default) =>
        await MayAsync(GrantVerbs.Read, "", cancellationToken).ConfigureAwait(false)
            ? WithoutVault(await owner.Metadata.ScanReplicatedAsync(cancellationToken).ConfigureAwait(false))
            : [];

    private static KeyValuePair<string, string>[] WithoutVault(IReadOnlyList<KeyValuePair<string, string>> rows) => [.. rows.Where(static row => !IsVault(row.Key))];

    private static bool IsVault(string key) => key.StartsWith(MetadataPrefix.Vault, StringComparison.Ordinal);

    private async ValueTask<bool> MayAsync(GrantVerbs verb, string key, CancellationToken cancellationToken) =>
        !IsVault(key) && (await rights(cancellationToken).ConfigureAwait(false)).HasEverywhere(verb);
}
