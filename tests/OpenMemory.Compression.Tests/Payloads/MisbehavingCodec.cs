using System.Buffers;

namespace OpenMemory.Compression.Tests;

/// <summary>How a decoder from outside can break the contract.</summary>
public enum Misbehaviour
{
    /// <summary>Wants more room and does not use what it has.</summary>
    StandsStillForRoom,

    /// <summary>Wants more data and does not take what there is.</summary>
    StandsStillForData,

    /// <summary>Says that it took more than there was.</summary>
    OverstatesConsumed,

    /// <summary>Says that it took less than nothing.</summary>
    GoesBack,

    /// <summary>Says that it wrote more than there was room for.</summary>
    OverstatesWritten,

    /// <summary>Writes for ever.</summary>
    NeverEnds,
}

/// <summary>A codec whose decoder breaks the contract.</summary>
internal sealed class MisbehavingCodec(Misbehaviour misbehaviour) : IMgCodec
{
    public byte Id => 0xf1;

    public string Name => "misbehaving";

    public ReadOnlySpan<byte> FrameMagic => default;

    public IMgEncoder CreateEncoder() => throw new NotSupportedException();

    public IMgDecoder CreateDecoder() => new Decoder(misbehaviour);

    private sealed class Decoder(Misbehaviour misbehaviour) : IMgDecoder
    {
        public OperationStatus Decompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten)
        {
            bytesConsumed = misbehaviour switch { Misbehaviour.OverstatesConsumed => source.Length + 1, Misbehaviour.GoesBack => -1, _ => 0 };
            bytesWritten = misbehaviour switch { Misbehaviour.OverstatesWritten => destination.Length + 1, Misbehaviour.NeverEnds => destination.Length, _ => 0 };
            return misbehaviour == Misbehaviour.StandsStillForData ? OperationStatus.NeedMoreData : OperationStatus.DestinationTooSmall;
        }

        public void Dispose()
        {
        }
    }
}
