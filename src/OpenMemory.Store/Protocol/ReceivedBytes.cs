namespace OpenMemory.Store;

/// <summary>A grain that comes from elsewhere: from an import, a replica or a stream .</summary>
/// <param name="Delivered">The blob, or the envelope around it. The store copies it.</param>
/// <param name="ReadOptions">How strictly it is read; <see cref="ReadingMode.Compatible"/> for the bytes of others.</param>
public readonly record struct ReceivedBytes(ReadOnlyMemory<byte> Delivered, GrainReadOptions ReadOptions = default);
