namespace OpenMemory;

/// <summary>
/// Who decides how a payload is written (OMS-3.1-11, R-19): its first byte, because MessagePack and CBOR maps never begin
/// alike; flag bit 5 must agree.
/// <list type="table">
/// <item><term>bit 5 clear, MessagePack map</term><description>MessagePack</description></item>
/// <item><term>bit 5 set, CBOR map</term><description>CBOR</description></item>
/// <item><term>bit 5 clear, CBOR map</term><description><c>ERR_NOT_MAP</c> in both reading modes</description></item>
/// <item><term>bit 5 set, MessagePack map</term><description><c>ERR_NOT_MAP</c>; the Compatible mode reads MessagePack and
/// says so, because a peer uses the bit for something else</description></item>
/// <item><term>no map</term><description>read in the encoding that the bit names, so that its own fault is found</description></item>
/// </list>
/// </summary>
internal static class EncodingRule
{
    internal static bool TryDecide(GrainFlags flags, byte first, Tolerance? tolerance, out PayloadEncoding encoding, out OmsFault fault)
    {
        bool saysCbor = (flags & GrainFlags.Cbor) != 0;
        encoding = Decide(saysCbor, first);
        fault = default;
        if (!saysCbor && Cbor.IsMap(first)) fault = new(OmsErrorCode.NotMap, "R-19", "The payload is not a MessagePack map", GrainHeader.Size);
        else if (saysCbor && MsgPack.IsMap(first))
        {
            fault = new(OmsErrorCode.NotMap, "R-19", "Flag bit 5 says CBOR, but the payload is MessagePack", GrainHeader.Size);
            if (tolerance is null) return false;
            tolerance.Add(DeviationKind.Bit5SetByPeer, fault);
            fault = default;
        }
        return !fault.IsFault;
    }

    /// <summary>The encoding of a blob that was accepted.</summary>
    internal static PayloadEncoding Of(ReadOnlySpan<byte> blob) =>
        Decide((blob[1] & (byte)GrainFlags.Cbor) != 0, blob[GrainHeader.Size]);

    /// <summary>Refuses a number that is no encoding, before anything is written in it.</summary>
    internal static void Require(PayloadEncoding encoding)
    {
        if (encoding > PayloadEncoding.Cbor) throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "There is no such encoding.");
    }

    private static PayloadEncoding Decide(bool saysCbor, byte first) =>
        saysCbor && !MsgPack.IsMap(first) ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack;
}
