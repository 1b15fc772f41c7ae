using System.Buffers;
using System.Buffers.Binary;

namespace OpenMemory.Compression.Tests;

/// <summary>
/// What somebody outside can write with the public contract alone: frames that only store. Magic bytes, then blocks of a length of
/// four bytes and as many bytes, then a length of zero.
/// </summary>
public sealed class StoreCodec : IMgCodec
{
    private const int MaxBlock = 1000;

    /// <inheritdoc/>
    public byte Id => 0xf0;

    /// <inheritdoc/>
    public string Name => "store";

    /// <inheritdoc/>
    public ReadOnlySpan<byte> FrameMagic => "STOR"u8;

    /// <inheritdoc/>
    public IMgEncoder CreateEncoder() => new Encoder();

    /// <inheritdoc/>
    public IMgDecoder CreateDecoder() => new Decoder();

    private sealed class Encoder : IMgEncoder
    {
        private readonly byte[] _waiting = new byte[MaxBlock + 4];
        private int _start, _end = 4;
        private bool _isFinal, _isEnded, _isComplete, _isDisposed;

        public Encoder() => "STOR"u8.CopyTo(_waiting);

        public OperationStatus Compress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten, bool isFinalBlock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (destination.IsEmpty) throw new ArgumentException("There is no room.", nameof(destination));
            if (_isComplete) throw new InvalidOperationException("The frame is complete.");
            _isFinal |= isFinalBlock;
            bytesConsumed = bytesWritten = 0;
            while (true)
            {
                int length = Math.Min(_end - _start, destination.Length - bytesWritten);
                _waiting.AsSpan(_start, length).CopyTo(destination[bytesWritten..]);
                _start += length;
                bytesWritten += length;
                if (_start < _end) return OperationStatus.DestinationTooSmall;
                int block = Math.Min(MaxBlock, source.Length - bytesConsumed);
                if (block == 0 && !(_isFinal && !_isEnded))
                {
                    _isComplete = _isEnded;
                    return OperationStatus.Done;
                }
                BinaryPrimitives.WriteInt32LittleEndian(_waiting, block);
                source.Slice(bytesConsumed, block).CopyTo(_waiting.AsSpan(4));
                bytesConsumed += block;
                (_start, _end, _isEnded) = (0, block + 4, block == 0);
            }
        }

        public void Dispose() => _isDisposed = true;
    }

    private sealed class Decoder : IMgDecoder
    {
        private readonly byte[] _head = new byte[4];
        private int _headLength, _left;
        private bool _isPastMagic, _isDisposed;
        private OperationStatus _status = OperationStatus.NeedMoreData;

        public OperationStatus Decompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (destination.IsEmpty) throw new ArgumentException("There is no room.", nameof(destination));
            bytesConsumed = bytesWritten = 0;
            if (_status is OperationStatus.Done or OperationStatus.InvalidData) return _status;
            while (_status != OperationStatus.Done)
            {
                if (bytesConsumed == source.Length) return _status = OperationStatus.NeedMoreData;
                if (_left > 0)
                {
                    if (bytesWritten == destination.Length) return _status = OperationStatus.DestinationTooSmall;
                    int length = Math.Min(_left, Math.Min(source.Length - bytesConsumed, destination.Length - bytesWritten));
                    source.Slice(bytesConsumed, length).CopyTo(destination[bytesWritten..]);
                    (_left, bytesConsumed, bytesWritten) = (_left - length, bytesConsumed + length, bytesWritten + length);
                    continue;
                }
                _head[_headLength++] = source[bytesConsumed++];
                if (!_isPastMagic && _head[_headLength - 1] != "STOR"u8[_headLength - 1]) return _status = OperationStatus.InvalidData;
                if (_headLength < 4) continue;
                _headLength = 0;
                if (_isPastMagic) _left = BinaryPrimitives.ReadInt32LittleEndian(_head);
                if (_left is < 0 or > MaxBlock) return _status = OperationStatus.InvalidData;
                if (_isPastMagic && _left == 0) _status = OperationStatus.Done;
                _isPastMagic = true;
            }
            return _status;
        }

        public void Dispose() => _isDisposed = true;
    }
}
