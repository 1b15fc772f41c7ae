namespace OpenMemory.Store;

/// <summary>A grain that was not transferred.</summary>
/// <param name="Index">Its 0-based position in the file, over all volumes of a set, or in the stream; of an export, in what was read of the store.</param>
/// <param name="Address">Its address; of bytes without a grain, that of themselves.</param>
/// <param name="Fault">Why. Of an import the offset counts from the beginning of its file or stream, as <see cref="MgFileReader.OffsetOf"/> does.</param>
public readonly record struct TransferFault(long Index, ContentAddress Address, OmsFault Fault);
