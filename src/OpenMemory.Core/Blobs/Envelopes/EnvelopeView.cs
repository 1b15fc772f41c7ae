namespace OpenMemory;

/// <summary>
/// A COSE_Sign1 envelope around a grain, read in place (§9.1, RFC 9052): what is signed, by whom and how. Reading one proves nothing;
/// only a signature that was verified with the signer's key does (OMS-20.1-1).
/// </summary>
public readonly ref struct EnvelopeView
{
    /// <summary>The content type of a MessagePack grain .</summary>
    public const string MessagePackContentType = "application/vnd.mg+msgpack";

    /// <summary>The content type of a CBOR grain .</summary>
    public const string CborContentType = "application/vnd.mg+cbor";

    /// <summary>
    /// How much longer than the largest blob an envelope may be in a file, in bytes: headers of this size together are more than anybody
    /// needs. <see cref="Parse"/> itself has no limit.
    /// </summary>
    public const int MaxOverheadBytes = 64 << 10;

    /// <summary>All bytes of the envelope.</summary>
    public ReadOnlySpan<byte> Bytes { get; internal init; }

    /// <summary>The protected header: the content of its byte string, a CBOR map.</summary>
    public ReadOnlySpan<byte> ProtectedHeader { get; internal init; }

    /// <summary>The algorithm by its COSE number, for example -8 for EdDSA (label 1 of the protected header).</summary>
    public long Algorithm { get; internal init; }

    /// <summary>The content type in UTF-8 (label 3); empty where there is none or it is a number.</summary>
    public ReadOnlySpan<byte> ContentType { get; internal init; }

    /// <summary>The signer's DID in UTF-8, never empty (label 4 of the protected header, OMS-9.1-5).</summary>
    public ReadOnlySpan<byte> KeyId { get; internal init; }

    /// <summary>
    /// Epoch seconds at which the signer says to have signed; null where it does not say. The signature does not cover it: nothing may
    /// be decided with it (OMS-9.1-6).
    /// </summary>
    public long? IssuedAt { get; internal init; }

    /// <summary>The payload: the whole blob of the grain, its header included (OMS-9.1-2).</summary>
    public ReadOnlySpan<byte> Payload { get; internal init; }

    /// <summary>Absolute 0-based offset of the payload's first byte in the envelope.</summary>
    public int PayloadOffset { get; internal init; }

    /// <summary>The signature as it stands; its length is for verification to check.</summary>
    public ReadOnlySpan<byte> Signature { get; internal init; }

    /// <summary>Whether bytes begin as an envelope does: an array of four, with or without tag 18 (OMS-9.2-4).</summary>
    /// <param name="bytes">Bytes of a grain as it was delivered.</param>
    /// <returns>Whether they are an envelope, if anything.</returns>
    public static bool IsEnvelope(ReadOnlySpan<byte> bytes) => bytes is [0x84, ..] or [0xd2, 0x84, ..];

    /// <summary>Reads an envelope. The blob in it is not looked at.</summary>
    /// <param name="bytes">All bytes of the envelope.</param>
    /// <returns>The view.</returns>
    /// <exception cref="OmsException">The bytes are not exactly one envelope with the headers of §9.1; the fault says why and where.</exception>
    public static EnvelopeView Parse(ReadOnlySpan<byte> bytes)
    {
        if (!TryParse(bytes, out EnvelopeView view, out OmsFault fault)) Throw.Fault(fault);
        return view;
    }

    /// <summary>Reads an envelope without throwing. The blob in it is not looked at.</summary>
    /// <param name="bytes">All bytes of the envelope.</param>
    /// <param name="view">The view, or the default value.</param>
    /// <param name="fault">What is wrong, or the default value.</param>
    /// <returns>Whether the bytes are exactly one envelope with the headers of §9.1.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out EnvelopeView view, out OmsFault fault) =>
        EnvelopeParser.TryParse(bytes, out view, out fault);
}
