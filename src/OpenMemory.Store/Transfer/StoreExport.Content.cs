namespace OpenMemory.Store;

public static partial class StoreExport
{
    /// <summary>
    /// Copies the attachments that grains of one store name into another one, as an explicit part of a transfer (OMS-7.1.1-8). Copying again
    /// changes nothing. Names are never resolved anywhere else (OMS-7.1.1-4). What is sealed stays behind and counts as
    /// missing: <see cref="CopyContentOfAsync"/>.
    /// </summary>
    /// <param name="source">Where the grains and attachments are.</param>
    /// <param name="destination">Where the attachments go.</param>
    /// <param name="options">Whose attachments: the grains that an export with these options takes; all by default.</param>
    /// <param name="cancellationToken">Ends the work between two attachments.</param>
    /// <returns>What was copied and what was not there.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Task<ContentCopyReport> CopyContentAsync(
        IGrainStore source, IGrainStore destination, ExportOptions? options = null, CancellationToken cancellationToken = default) =>
        CopyAllAsync(source, destination, null, options, cancellationToken);

    /// <summary>
    /// The same as <see cref="CopyContentAsync"/> for a user: what is sealed for the user is opened and sealed again under the destination's key of the user. Grains that are
    /// sealed for the user are looked into, where the source is the store itself and not a principal's view of it.
    /// </summary>
    /// <param name="source">Where the grains and attachments are; it has a key ring.</param>
    /// <param name="destination">Where the attachments go; it has a key ring, the same or another one.</param>
    /// <param name="userId">The user.</param>
    /// <param name="options">Whose attachments: the grains that an export with these options takes; all by default.</param>
    /// <param name="cancellationToken">Ends the work between two attachments.</param>
    /// <returns>What was copied and what was not there.</returns>
    /// <exception cref="ArgumentException">The user is blank, longer than 2048 bytes in UTF-8, or no Unicode text.</exception>
    /// <exception cref="InvalidOperationException">One of the stores has no key ring.</exception>
    /// <exception cref="Erasure.UserKeyDestroyedException">The destination's key of the user was destroyed.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Task<ContentCopyReport> CopyContentOfAsync(
        IGrainStore source, IGrainStore destination, string userId, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(userId);
        return CopyAllAsync(source, destination, userId, options, cancellationToken);
    }

    private static async Task<ContentCopyReport> CopyAllAsync(
        IGrainStore source, IGrainStore destination, string? userId, ExportOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        ContentCopyReport report = new(0, 0, 0, 0, 0);
        await foreach (StoredGrain grain in StoreSelection.ReadAsync(source, options ?? new(), cancellationToken).ConfigureAwait(false))
        {
            GrainBlob readable = userId is not null && source is GrainStore store ? store.Readable(grain.Blob, userId) : grain.Blob;
            foreach (CasUri name in Attachments.Of(readable.View()).ToList())
            {
                report = report with { References = report.References + 1 };
                report = userId is not null && await source.Content.ExistsAsync(name, userId, cancellationToken).ConfigureAwait(false)
                    ? await CopySealedAsync(source.Content, destination.Content, name, userId, report, cancellationToken).ConfigureAwait(false)
                    : await CopyAsync(source.Content, destination.Content, name, report, cancellationToken).ConfigureAwait(false);
            }
        }
        return report;
    }

    private static async ValueTask<ContentCopyReport> CopyAsync(
        IContentTable source, IContentTable destination, CasUri name, ContentCopyReport report, CancellationToken cancellationToken)
    {
        if (await destination.ExistsAsync(name, cancellationToken).ConfigureAwait(false)) return report with { Existing = report.Existing + 1 };
        try
        {
            if (await source.GetAsync(name, cancellationToken).ConfigureAwait(false) is not { } content) return report with { Missing = report.Missing + 1 };
            await destination.PutAsync(content, cancellationToken).ConfigureAwait(false);
            return report with { Copied = report.Copied + 1 };
        }
        catch (OmsException exception) when (exception.Code == OmsErrorCode.Integrity)
        {
            return report with { Damaged = report.Damaged + 1 };
        }
    }

    private static async ValueTask<ContentCopyReport> CopySealedAsync(
        IContentTable source, IContentTable destination, CasUri name, string userId, ContentCopyReport report, CancellationToken cancellationToken)
    {
        if (await destination.ExistsAsync(name, userId, cancellationToken).ConfigureAwait(false)) return report with { Existing = report.Existing + 1 };
        try
        {
            if (await source.GetAsync(name, userId, cancellationToken).ConfigureAwait(false) is not { } content) return report with { Missing = report.Missing + 1 };
            await destination.PutAsync(content, userId, cancellationToken).ConfigureAwait(false);
            return report with { Copied = report.Copied + 1 };
        }
        catch (OmsException exception) when (exception.Code == OmsErrorCode.Integrity)
        {
            return report with { Damaged = report.Damaged + 1 };
        }
    }
}
