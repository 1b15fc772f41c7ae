using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>
/// Copies the grains of any number of files into one, as they are, and merges what the files' manifests say of them. With one
/// file it deduplicates; with a <see cref="GrainFilter"/> it selects. Files are read one after the other, so only one has to be
/// open at a time; beyond the writer's memory, only manifest entries are held.
/// </summary>
/// <remarks>
/// <para>Duplicates are dropped by the writer, so merging is deterministic: the order of the files is that of the grains,
/// and where the writer sorts, the grains are the same whatever the order of the files.</para>
/// <para>Of a manifest, the entries count that belong to grains of its own file. They are merged by
/// <see cref="IndexState.Merge"/>, the earlier file being the existing side: of two different <c>superseded_by</c> the first one
/// stays, and <see cref="Forks"/> has the other; <c>rec_status</c> is that of the first file with an entry for the grain. Statements
/// are carried on here, not judged: whoever imports the file does that with <see cref="ManifestImport"/>.</para>
/// <para>Not safe to use from several threads at once.</para>
/// </remarks>
public sealed class MgMerge
{
    private readonly MgFileWriter _writer;
    private readonly GrainFilter? _filter;
    private readonly GrainReadOptions _options;
    private readonly Dictionary<ContentAddress, IndexState> _states = [];
    private readonly HashSet<MgFork> _known = [];
    private readonly List<MgFork> _forks = [];
    private bool _hasManifest;

    /// <summary>Begins with what the writer holds already, its manifest included.</summary>
    /// <param name="writer">Where the grains go; <see cref="Complete"/> completes it.</param>
    /// <param name="filter">Which grains are taken; all by default.</param>
    /// <param name="options">How grains are read; strict by default.</param>
    public MgMerge(MgFileWriter writer, GrainFilter? filter = null, GrainReadOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        (_writer, _filter, _options) = (writer, filter, options);
        _hasManifest = writer.Manifest is not null;
        foreach ((ContentAddress address, IndexState state) in writer.Manifest ?? IndexManifest.Empty) _states.Add(address, state);
    }

    /// <summary>The number of grains that were taken, duplicates included.</summary>
    public long Taken { get; private set; }

    /// <summary>The number of grains that did not match the filter.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Every fork once, in the order in which they were found.</summary>
    public IReadOnlyList<MgFork> Forks => _forks;

    /// <summary>Validates every grain of a file, and takes those that match. The file may be closed afterwards.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told the number of bytes read, now and then.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OmsException">A grain is not sound, whether it would match or not: the message has its position, the offset counts as in
    /// <see cref="MgFileReader.OffsetOf"/>. The grains before it were taken.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public void Add(MgFileReader file, IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ProgressMeter? meter = progress is null ? null : new(progress, file.RegionLength);
        IndexManifest manifest = file.Manifest ?? IndexManifest.Empty;
        _hasManifest |= file.Manifest is not null;
        using MgGrainEnumerator grains = file.GetEnumerator();
        while (grains.MoveNext())
        {
            MgGrain grain = grains.Current;
            if ((grain.Index & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            GrainView view = SetGrain.Parse(file, grain.Index, grain.Bytes, _options);
            ContentAddress address = grains.GetAddress();
            bool isStated = manifest.TryGet(address, out IndexState state);
            if (_filter is null || _filter.Matches(view, address, state))
            {
                _writer.Add(grain.Bytes, address, view);
                Taken++;
                if (isStated) Merge(address, state);
            }
            else LeftOut++;
            meter?.Add(grain.Bytes.Length);
        }
    }

    /// <summary>Writes the file with the merged manifest; there is one where any file had one.</summary>
    /// <param name="progress">Told the number of bytes written, now and then.</param>
    /// <param name="cancellationToken">Stops the work; the old file stays.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="OmsException">As <see cref="MgFileWriter.Complete"/>.</exception>
    /// <exception cref="IOException">As <see cref="MgFileWriter.Complete"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public MgWriteResult Complete(IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        _writer.Manifest = _hasManifest ? IndexManifest.Create(_states) : null;
        return _writer.Complete(progress, cancellationToken);
    }

    private void Merge(ContentAddress address, IndexState state)
    {
        ref IndexState? known = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, address, out bool exists);
        if (!exists)
        {
            known = state;
            return;
        }
        IndexMerge merge = IndexState.Merge(known!, state);
        known = merge.State;
        if (merge.Fork is not { } other) return;
        MgFork fork = new(address, merge.State.SupersededBy!.Value, other);
        if (_known.Add(fork)) _forks.Add(fork);
    }
}
