using System.Text;

namespace OpenMemory;

/// <summary>
/// Divides the grains of a file among files in a folder: one for each user, namespace or period, and <c>_without.mg</c> for
/// grains that have none. Manifest entries go with their grains.
/// </summary>
/// <remarks>
/// <para>Sealed grains have no readable user and namespace: they are in <c>_without.mg</c>. So are grains whose time lies outside
/// the years 1 … 9999, when splitting by time. An empty user or namespace is none.</para>
/// <para>The name of a file is its key where that is a safe name as it is: lowercase Latin letters, digits and <c>. _ @ -</c>, and not that of a volume.
/// Otherwise it is what is left of the key, a tilde and 32 digits of its SHA-256. So no key leads out of the folder or takes
/// another one's file, on any file system.</para>
/// <para>One file is written at a time, after all grains have been validated and all keys counted; 8 bytes are held for each
/// grain. Each file appears as a whole and replaces one of its name: when the work is interrupted, those that were reported are
/// complete, and the others are missing or old.</para>
/// </remarks>
public static class MgSplit
{
    /// <summary>Splits a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">Where to; it is made where there is none.</param>
    /// <param name="options">How.</param>
    /// <param name="written">Told of every file when it is in its place.</param>
    /// <param name="progress">Told the number of bytes done, now and then, of two passes.</param>
    /// <param name="cancellationToken">Stops the work; files that are in their place stay.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ArgumentException">Volumes are wanted.</exception>
    /// <exception cref="OmsException">
    /// A grain is not sound, or there are more keys than <see cref="MgSplitOptions.MaxFiles"/> (<see cref="OmsErrorCode.NotSupported"/>);
    /// nothing was written.
    /// </exception>
    /// <exception cref="IOException">The disk is full, or the like.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static MgSplitResult Write(
        MgFileReader file, string folder, MgSplitOptions options, Action<MgSplitPart>? written = null, IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (options.Writer.Volumes) throw new ArgumentException("The files of a split have no volumes.", nameof(options));
        ProgressMeter? meter = progress is null ? null : new(progress, 2 * file.RegionLength);
        SplitPlan plan = SplitPlan.Of(file, options, meter, cancellationToken);
        Directory.CreateDirectory(folder);
        // Once and not for every file, which would take time that grows with the square of their number.
        TemporaryFiles.RemoveLeftoversIn(folder, SplitNames.Extension);
        HashSet<string> volumes = MgVolumeNames.WholesIn(folder);
        MgSplitResult result = default;
        for (int part = 0; part < plan.Count; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (string? key, string name) = Name(file, plan, part, options);
            string path = Path.Combine(folder, name);
            if (volumes.Contains(name)) MgVolumeNames.RefuseExisting(Path.GetFullPath(path));
            using MgFileWriter writer = MgFileWriter.CreateInSearchedFolder(path, options.Writer);
            foreach (int index in plan.GrainsOf(part))
            {
                writer.Add(file, index, options.Reading);
                meter?.Add(file.OffsetOf(index + 1) - file.OffsetOf(index));
            }
            writer.Manifest = file.Manifest;
            MgWriteResult done = writer.Complete(null, cancellationToken);
            result = new(result.Files + 1, result.Count + done.Count, result.Dropped + done.Dropped);
            written?.Invoke(new MgSplitPart(key, path, done.Count, done.Dropped));
        }
        return result;
    }

    private static (string? Key, string Name) Name(MgFileReader file, SplitPlan plan, int part, in MgSplitOptions options)
    {
        if (plan.IsWithout(part)) return (null, SplitNames.Without);
        Span<byte> buffer = stackalloc byte[SplitKey.MaxPeriod];
        int first = plan.GrainsOf(part)[0]; // keys may be long, so they are read again instead of kept
        ReadOnlySpan<byte> key = SplitKey.Of(SetGrain.Parse(file, first, file[first], options.Reading), options.By, buffer);
        return (Encoding.UTF8.GetString(key), SplitNames.Of(key));
    }
}
