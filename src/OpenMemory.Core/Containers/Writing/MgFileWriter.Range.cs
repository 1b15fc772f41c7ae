namespace OpenMemory;

public sealed partial class MgFileWriter
{
    private const int LeastSideBySide = 64;

    /// <summary>
    /// Validates many grains as they are delivered, on all cores, and adds them in their order. It stops at the first grain that is not
    /// sound: those before it were added, it and those behind it were not, and by how much <see cref="Added"/> has grown tells which one it
    /// is. Others may be added afterwards.
    /// </summary>
    /// <param name="blobs">
    /// All bytes of each blob, or of the envelope of a signed one, as for <see cref="Add(ReadOnlySpan{byte}, GrainReadOptions)"/>; they must not
    /// change meanwhile. Beside them, some 300 KB are held for each core, however many they are.
    /// </param>
    /// <param name="options">How to read them; strict by default.</param>
    /// <param name="cancellationToken">Ends the work between two pieces of it; what was added stays.</param>
    /// <exception cref="OmsException">A grain is not sound, or the signed flag and the envelope do not agree; or the file would pass 4 GiB (OMS-11.4-5).</exception>
    /// <exception cref="InvalidOperationException">The file is complete, or adding has failed before.</exception>
    /// <exception cref="IOException">The disk is full, or the like; nothing can be added afterwards.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public void AddRange(IReadOnlyList<ReadOnlyMemory<byte>> blobs, GrainReadOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        ThrowIfCompleted();
        int next = 0, cores = blobs.Count < LeastSideBySide ? 1 : OrderedWork.CoresOr(_options.Cores);
        OrderedWork.Run(
            cores,
            static () => new ValidatedGrains(),
            piece => piece.Fill(blobs, ref next, cores),
            piece => piece.Validate(options, _spool.NeedsAddresses, _options.Sorted),
            AddAll,
            cancellationToken);
    }

    private void AddAll(ValidatedGrains grains)
    {
        for (int i = 0; i < grains.Count; i++) Add(grains.Elements[i].Span, grains.Addresses[i], grains.Times[i]);
        if (grains.Fault.IsFault) Throw.Fault(grains.Fault);
    }
}
