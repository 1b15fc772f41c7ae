namespace OpenMemory;

/// <summary>
/// A memory that may be one file or a set of volumes (<see cref="MgWriterOptions.Volumes"/>), opened as one. Each volume is a
/// <c>.mg</c> file complete in itself, and the set has the grains of all of them, in their order.
/// </summary>
/// <remarks>Reading is safe from several threads.</remarks>
public sealed class MgVolumeSet : IDisposable
{
    private readonly List<MgFileReader> _volumes = [];

    private MgVolumeSet()
    {
    }

    /// <summary>The open files in their order; one where the memory is a single file.</summary>
    public IReadOnlyList<MgFileReader> Volumes => _volumes;

    /// <summary>The number of grains in all of them.</summary>
    public long Count => _volumes.Sum(static volume => (long)volume.Count);

    /// <summary>
    /// Opens <c>memory.mg</c> where it exists, else <c>memory.001.mg</c>, <c>memory.002.mg</c>, …. The path of the first volume
    /// opens its set.
    /// </summary>
    /// <param name="path">The name of the whole, or of its first volume.</param>
    /// <param name="options">How each file is opened.</param>
    /// <returns>The open set.</returns>
    /// <exception cref="FileNotFoundException">There is neither file nor set, or a volume is missing, which is named.</exception>
    /// <exception cref="OmsException">A file is malformed, or needs a codec that the options do not name.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static MgVolumeSet Open(string path, MgReaderOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MgVolumeSet set = new();
        try
        {
            foreach (string file in FilesOf(Path.GetFullPath(path))) set._volumes.Add(MgFileReader.Open(file, options));
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>Finds a grain by its address, as <see cref="MgFileReader.TryFind"/> does, in one volume after the other.</summary>
    /// <param name="address">The address.</param>
    /// <param name="volume">The first volume that holds it, or -1.</param>
    /// <param name="index">Its first position there, or -1.</param>
    /// <returns>Whether the set holds it.</returns>
    public bool TryFind(ContentAddress address, out int volume, out int index)
    {
        for (volume = 0; volume < _volumes.Count; volume++)
        {
            if (_volumes[volume].TryFind(address, out index)) return true;
        }
        volume = index = -1;
        return false;
    }

    /// <summary>Verifies one volume after the other, as <see cref="MgFileReader.Verify"/> does.</summary>
    /// <param name="level">How thoroughly.</param>
    /// <param name="options">How grains are read, where the level reads them; strict by default.</param>
    /// <param name="progress">Told the number of bytes done of the volume that is being verified, now and then, from any thread.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A report for each volume; the set is sound when all of them are.</returns>
    /// <exception cref="IOException">A file cannot be read, or was cut short while it was open.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public IReadOnlyList<MgVerifyReport> Verify(
        MgCheck level, GrainReadOptions options = default, IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default) =>
        [.. _volumes.Select(volume => volume.Verify(level, options, progress, cancellationToken))];

    /// <summary>Closes all files.</summary>
    public void Dispose()
    {
        foreach (MgFileReader volume in _volumes) volume.Dispose();
    }

    private static string[] FilesOf(string path)
    {
        bool exists = File.Exists(path);
        string whole = exists && MgVolumeNames.WholeOfFirst(path) is { } of ? of : path;
        if (exists && whole == path) return [path];
        int[] numbers = MgVolumeNames.Existing(whole);
        if (numbers.Length == 0) throw new FileNotFoundException($"There is no such file, and no volume of it: {path}", path);
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] == i + 1) continue;
            string missing = MgVolumeNames.Of(whole, i + 1);
            throw new FileNotFoundException($"A volume is missing: {missing}", missing);
        }
        return [.. numbers.Select(number => MgVolumeNames.Of(whole, number))];
    }
}
