namespace OpenMemory;

public sealed partial class MgFileWriter
{
    private const int LeastSideBySide = 64;

    /// <summary>
    /// Validates many grains as they are delivered and adds them in their order, which is done on all cores and several times as fast as
    /// one by one. It stops at the first grain that is not sound: those before it were added, it and those behind it were not, and
    /// <see cref="Added"/> tells which one it is. Others may be added afterwards.
    /// </summary>
    /// <param name="blobs">
    /// All bytes of each blob, or of the envelope of a signed one, as for <see cref="Add(ReadOnlySpan{byte}, GrainReadOptions)"/>; they must not
    /// change meanwhile. Beside them, some MiB are held, however many they are.
    /// </param>
    /// <param name="options">How to read them; strict by default.</param>
    /// <exception cref="OmsException">A grain is not sound, or the signed flag and the envelope do not agree; or the file would pass 4 GiB (OMS-11.4-5).</exception>
    public void AddRange(IReadOnlyList<ReadOnlyMemory<byte>> blobs, GrainReadOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        ThrowIfCompleted();
        int next = 0;
        OrderedWork.Run(
            blobs.Count < LeastSideBySide ? 1 : OrderedWork.CoresOr(_options.Cores),
            static () => new ValidatedGrains(),
            piece => piece.Fill(blobs, ref next),
            piece => piece.Validate(options, _spool.NeedsAddresses, _options.Sorted),
            AddAll,
            CancellationToken.None);
    }

    private void AddAll(ValidatedGrains grains)
    {
        for (int i = 0; i < grains.Count; i++) Add(grains.Elements[i].Span, grains.Addresses[i], grains.Times[i]);
        if (grains.Fault.IsFault) Throw.Fault(grains.Fault);
    }
}
