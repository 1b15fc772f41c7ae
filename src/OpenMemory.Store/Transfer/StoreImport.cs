namespace OpenMemory.Store;

/// <summary>
/// Takes grains from <c>.mg</c> files and framed streams into a store: as received, so that sound bytes are kept as they are (OMS-28.4-7),
/// in batches of a few MiB whatever the size of the file. An import that was cancelled or killed has left whole grains, and is completed by
/// doing it again; doing it once more changes nothing. Attachments do not travel in files: <see cref="StoreExport.CopyContentAsync"/>.
/// </summary>
public static class StoreImport
{
    /// <summary>Imports a file: its grains, then what its manifest says of them (§11.7).</summary>
    /// <param name="store">The store.</param>
    /// <param name="file">The file, which stays open.</param>
    /// <param name="options">Strictness, trust, strategy; see there for the defaults.</param>
    /// <param name="progress">Told the number of bytes done, now and then.</param>
    /// <param name="cancellationToken">Ends the work between two batches.</param>
    /// <returns>What became of it. Grains that are not sound do not end it.</returns>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: the footer is not that of the file; nothing was taken in.</exception>
    /// <exception cref="IOException">The file cannot be read, or was changed while it was open.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Task<ImportReport> ImportAsync(
        IGrainStore store, MgFileReader file, ImportOptions? options = null, IProgress<MgProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(file);
        return RunAsync(store, [file], options ?? new(), progress, cancellationToken);
    }

    /// <summary>Imports a set of volumes: the grains of all of them, then what the manifest of each says of its own grains.</summary>
    /// <param name="store">The store.</param>
    /// <param name="volumes">The set, which stays open.</param>
    /// <param name="options">Strictness, trust, strategy.</param>
    /// <param name="progress">Told the number of bytes done, now and then.</param>
    /// <param name="cancellationToken">Ends the work between two batches.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: the footer of a volume is not that of its bytes; nothing was taken in.</exception>
    /// <exception cref="IOException">A file cannot be read, or was changed while it was open.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Task<ImportReport> ImportAsync(
        IGrainStore store, MgVolumeSet volumes, ImportOptions? options = null, IProgress<MgProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(volumes);
        return RunAsync(store, volumes.Volumes, options ?? new(), progress, cancellationToken);
    }

    /// <summary>
    /// Imports a framed stream up to its sentinel (§11.6). A stream has no manifest, so that grains which are new here begin with the
    /// default state. Where the stream breaks off, the grains before that are kept, and the report says so.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="stream">
    /// The reader, which is not disposed of; with <see cref="GrainStreamOptions.SkipVerification"/> it reads no grain twice.
    /// </param>
    /// <param name="options">Strictness and trust; what concerns files and manifests is not used.</param>
    /// <param name="cancellationToken">Ends the work, also between two frames.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static async Task<ImportReport> ImportAsync(
        IGrainStore store, GrainStreamReader stream, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(stream);
        ImportRun run = new(store, options ?? new(), null, cancellationToken);
        await run.AddStreamAsync(stream, new(null)).ConfigureAwait(false);
        return run.End(await run.FlushAsync().ConfigureAwait(false) && !run.Tally.BrokenOff.IsFault);
    }

    /// <summary>Imports a framed stream up to its sentinel, reading each grain once.</summary>
    /// <param name="store">The store.</param>
    /// <param name="stream">Where the bytes come from; it stays open, and what follows the sentinel may be read from it and is lost.</param>
    /// <param name="options">Strictness and trust; what concerns files and manifests is not used.</param>
    /// <param name="cancellationToken">Ends the work, also between two frames.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static async Task<ImportReport> ImportAsync(
        IGrainStore store, Stream stream, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        GrainStreamReader reader = new(stream, new() { Grains = options?.Reading ?? default, SkipVerification = true }, leaveOpen: true);
        await using (reader.ConfigureAwait(false)) return await ImportAsync(store, reader, options, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ImportReport> RunAsync(
        IGrainStore store, IReadOnlyList<MgFileReader> files, ImportOptions options, IProgress<MgProgress>? progress, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // long work is not the caller's thread's
        ProgressMeter? meter = progress is null ? null : new(progress, files.Sum(file => file.RegionLength + (options.VerifyFooter ? file.Length : 0)));
        foreach (MgFileReader file in options.VerifyFooter ? files : [])
        {
            PassProgress? pass = meter is null ? null : new(meter, file.Length);
            file.Verify(MgCheck.Checksum, default, pass, cancellationToken).ThrowIfFaulty();
            pass?.Complete();
        }
        ImportRun run = new(store, options, meter, cancellationToken);
        ManifestEntries[] entries = [.. files.Select(static file => new ManifestEntries(file.Manifest))];
        long first = 0;
        for (int i = 0; i < files.Count && await run.AddFileAsync(files[i], first, entries[i]).ConfigureAwait(false); i++) first += files[i].Count;
        if (!await run.FlushAsync().ConfigureAwait(false)) return run.End(isComplete: false);
        foreach (ManifestEntries manifest in entries) await run.MergeAsync(manifest).ConfigureAwait(false);
        return run.End(isComplete: true);
    }

    /// <summary>Adds one pass over a file to the whole.</summary>
    private sealed class PassProgress(ProgressMeter whole, long total) : IProgress<MgProgress>
    {
        private long _done;

        public void Report(MgProgress value) => Advance(Math.Min(value.Done, total));

        internal void Complete() => Advance(total);

        private void Advance(long done)
        {
            whole.Add(done - _done);
            _done = done;
        }
    }
}
