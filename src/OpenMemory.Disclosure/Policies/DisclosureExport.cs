using System.Runtime.CompilerServices;

namespace OpenMemory.Disclosure;

/// <summary>
/// Applies a policy to many grains: a whole <c>.mg</c> file into a new one, or a sequence. Grains stream through; memory holds one of
/// them, the writer's buffers, a bounded report, and the manifest entries of shown grains.
/// </summary>
public static class DisclosureExport
{
    /// <summary>
    /// Writes what a policy shows of a file into another one, which appears under its name only when it is complete. Links between grains
    /// go on naming originals; whoever gets the file finds a disclosed grain by its <c>_disclosure_of</c>.
    /// </summary>
    /// <param name="source">The file; it stays as it is.</param>
    /// <param name="destination">Where the new file will appear; not the source's own path, nor a link to it.</param>
    /// <param name="policy">What is shown.</param>
    /// <param name="options">Terms, signing, state; none by default.</param>
    /// <param name="progress">Told the number of bytes read, now and then.</param>
    /// <param name="cancellationToken">Stops the work; no file appears.</param>
    /// <returns>What became of the grains. One that cannot be read is withheld, and the report says why.</returns>
    /// <exception cref="OmsException">The policy is not valid, or the new file would pass 4 GiB without volumes.</exception>
    /// <exception cref="ArgumentException">A term is too short, or the new file would take the place of the source.</exception>
    /// <exception cref="InvalidOperationException">The signer gave back another grain, or one without an envelope.</exception>
    /// <exception cref="IOException">A file cannot be read or written; no file appears.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static async Task<DisclosureExportReport> RunAsync(
        MgFileReader source, string destination, DisclosurePolicy policy, DisclosureExportOptions? options = null,
        IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        ArgumentNullException.ThrowIfNull(policy);
        if (source.FullPath is { } path && RealPath.AreSame(path, destination))
            throw new ArgumentException("The new file would take the place of its source.", nameof(destination));
        options ??= new();
        policy.Validate();
        GrainDiscloser discloser = new(policy, options);
        DisclosureTally tally = new(policy, options.MaxListed);
        DisclosedState states = new(source.Manifest, options.LocalState);
        ProgressMeter? meter = progress is null ? null : new(progress, source.RegionLength);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // long work is not the caller's thread's
        using MgFileWriter writer = MgFileWriter.Create(destination, options.Writer);
        using ElementBuffer buffer = new(source);
        for (int index = 0; index < source.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!buffer.TryParse(index, options.Reading, out GrainBlob? grain, out ContentAddress address, out GrainType type, out OmsFault fault))
            {
                tally.Add(index, address, type, GrainDiscloser.Unreadable(fault));
                options.Mapped?.Invoke(address, null);
            }
            else
            {
                DisclosureOutcome outcome = await discloser.DiscloseAsync(grain!).ConfigureAwait(false);
                tally.Add(index, address, type, outcome);
                if (outcome.Blob is { } shown)
                {
                    if (shown.IsSigned) writer.Add(shown.Delivered.Span, options.Reading);
                    else writer.Add(shown);
                    states.Carry(address, shown.Address);
                }
                options.Mapped?.Invoke(address, outcome.Blob?.Address);
            }
            meter?.Add(buffer.LengthOf(index));
        }
        writer.Manifest = states.ToManifest();
        return tally.Report(writer.Complete(null, cancellationToken));
    }

    /// <summary>Applies a policy to a sequence of grains, one by one.</summary>
    /// <param name="grains">The grains.</param>
    /// <param name="policy">What is shown.</param>
    /// <param name="options">Terms and signing; what concerns files is not used.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What became of each, in the same order.</returns>
    /// <exception cref="OmsException">The policy is not valid.</exception>
    /// <exception cref="ArgumentException">A term is too short.</exception>
    /// <exception cref="InvalidOperationException">The signer gave back another grain, or one without an envelope.</exception>
    public static async IAsyncEnumerable<DisclosureOutcome> StreamAsync(
        IAsyncEnumerable<GrainBlob> grains, DisclosurePolicy policy, DisclosureExportOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentNullException.ThrowIfNull(policy);
        policy.Validate();
        GrainDiscloser discloser = new(policy, options ?? new());
        await foreach (GrainBlob grain in grains.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return await discloser.DiscloseAsync(grain).ConfigureAwait(false);
    }
}
