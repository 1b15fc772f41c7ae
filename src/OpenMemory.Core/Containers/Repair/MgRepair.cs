namespace OpenMemory;

/// <summary>
/// Salvages what is sound in a damaged <c>.mg</c> file, also in one that does not open: cut short, overwritten in places, with
/// wrong offsets, header, manifest or footer.
/// </summary>
/// <remarks>
/// <para>
/// Every element that follows a sound one is read where that one ends, because elements say where they end. Behind damage, the
/// offset index says where to go on, and bytes between are searched for whole grains. Nothing is searched inside a sound
/// grain, nor inside a damaged one whose both ends the index and its neighbours agree on. Grains are written as they are,
/// in the order of the file; nothing is mended.
/// </para>
/// <para>
/// Signed grains are kept in their envelopes; no signature is verified, so that damage to one goes unseen unless the file's own
/// footer tells of it. Sealed grains are kept; one that is found by
/// searching only when its payload has the form of R-9, because a foreign one is any map.
/// </para>
/// <para>
/// Time grows linearly with the size of the file and of what it expands to. A file made to be slow is given up at some place, and the rest
/// reported as lost. Memory holds a few of the largest grains, and the manifest.
/// </para>
/// </remarks>
public static class MgRepair
{
    /// <summary>Hands every sound grain of a file, and its manifest, to a writer, which the caller completes.</summary>
    /// <param name="path">The file; it is only read, and never mapped into memory, so that a bad disk is an <see cref="IOException"/>.</param>
    /// <param name="target">Takes the grains; its <see cref="MgFileWriter.Manifest"/> is set where a sound one is found.</param>
    /// <param name="options">Codecs, limits, and how strictly the manifest is read.</param>
    /// <param name="grainOptions">How grains are read; strict by default.</param>
    /// <param name="progress">Told the number of bytes done, now and then.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was salvaged and what was lost.</returns>
    /// <exception cref="OmsException">The file needs a codec that the options do not name or that is not installed, or the target is full (OMS-11.4-5).</exception>
    /// <exception cref="IOException">The file cannot be read, or a temporary one cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static MgRepairReport Salvage(
        string path, MgFileWriter target, MgReaderOptions options = default, GrainReadOptions grainOptions = default,
        IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(target);
        using MgFileBytes file = MgFileBytes.Open(path, canMap: false);
        return new SalvageRun(file, target, options, grainOptions, progress, cancellationToken).Run();
    }

    /// <summary>Hands every sound grain of a file that is in memory, and its manifest, to a writer.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="target">Takes the grains.</param>
    /// <param name="options">Codecs, limits, and how strictly the manifest is read.</param>
    /// <param name="grainOptions">How grains are read; strict by default.</param>
    /// <param name="progress">Told the number of bytes done, now and then.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was salvaged and what was lost.</returns>
    /// <exception cref="OmsException">As for a path.</exception>
    /// <exception cref="IOException">A temporary file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static MgRepairReport Salvage(
        ReadOnlyMemory<byte> file, MgFileWriter target, MgReaderOptions options = default, GrainReadOptions grainOptions = default,
        IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        using MgFileBytes bytes = new(file);
        return new SalvageRun(bytes, target, options, grainOptions, progress, cancellationToken).Run();
    }
}
