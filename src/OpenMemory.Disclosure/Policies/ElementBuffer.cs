using System.Buffers;

namespace OpenMemory.Disclosure;

/// <summary>
/// Reads the elements of a file one after the other through a buffer, so that a pass over a large file does not fill the process with
/// mapped pages. The enumerator of the file cannot be held while a signer is awaited.
/// </summary>
internal sealed class ElementBuffer(MgFileReader file) : IDisposable
{
    private const int MaxBuffer = 1 << 20;

    private byte[] _buffer = [];

    internal int LengthOf(int index) => (int)(file.OffsetOf(index + 1) - file.OffsetOf(index));

    internal bool TryParse(int index, in GrainReadOptions options, out GrainBlob? grain, out ContentAddress address, out GrainType type, out OmsFault fault)
    {
        int length = LengthOf(index);
        if (length > _buffer.Length && length <= MaxBuffer)
        {
            Dispose();
            _buffer = ArrayPool<byte>.Shared.Rent(length);
        }
        ReadOnlySpan<byte> element = file.Region.Slice(file.OffsetOf(index), length, _buffer);
        address = MgElement.AddressOf(element);
        type = MgElement.TryReadHeader(element, out GrainHeader header) ? header.Type : GrainType.None;
        fault = default;
        try
        {
            grain = GrainBlob.ParseDelivered(element, options);
            return true;
        }
        catch (OmsException exception)
        {
            grain = null;
            fault = exception.Fault.At(file.OffsetOf(index));
            return false;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer, clearArray: true); // it held what was not to be shown
        _buffer = [];
    }
}
