namespace OpenMemory;

/// <summary>A grain's own bytes and their content address: what stores and files pass around. Immutable.</summary>
public sealed class GrainBlob : IEquatable<GrainBlob>
{
    private readonly byte[] _bytes;

    private readonly byte[] _envelope;

    private GrainBlob(byte[] bytes, ContentAddress address, bool isCanonical, byte[] envelope)
    {
        _bytes = bytes;
        _envelope = envelope;
        Address = address;
        IsCanonical = isCanonical;
    }

    /// <summary>The content address.</summary>
    public ContentAddress Address { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>The number of bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>The first nine bytes.</summary>
    public GrainHeader Header
    {
        get
        {
            GrainHeader.TryRead(_bytes, out GrainHeader header);
            return header;
        }
    }

    /// <summary>
    /// Whether the bytes were read without a deviation; false only in <see cref="ReadingMode.Compatible"/>, and where the payload is
    /// compressed, because another compressor would have made other bytes.
    /// </summary>
    public bool IsCanonical { get; }

    /// <summary>Whether the grain is delivered inside an envelope only: its signed flag is set (OMS-9.2-1).</summary>
    public bool IsSigned => (Header.Flags & GrainFlags.Signed) != 0;

    /// <summary>
    /// The COSE_Sign1 envelope around the grain; empty where it was not delivered in one. It is kept, not verified: see
    /// <c>SignatureVerifier</c> of OpenMemory.Signing.
    /// </summary>
    public ReadOnlyMemory<byte> Envelope => _envelope;

    /// <summary>The grain as it is delivered, in a file, a stream or an export: its envelope when it is signed, else its bytes .</summary>
    /// <exception cref="OmsException">The grain is signed, but its envelope is not here (OMS-9.2-1).</exception>
    public ReadOnlyMemory<byte> Delivered
    {
        get
        {
            if (!IsSigned) return _bytes;
            if (_envelope.Length == 0) Throw.Fault(OmsErrorCode.SignedMismatch, "OMS-9.2-1", "A signed grain is delivered inside its envelope only", 1);
            return _envelope;
        }
    }

    /// <summary>Validates bytes, copies them and computes their address.</summary>
    /// <param name="blob">All bytes of the blob.</param>
    /// <param name="options">How to read; strict by default.</param>
    /// <returns>The blob.</returns>
    /// <exception cref="OmsException">The bytes are not a sound grain.</exception>
    public static GrainBlob Parse(ReadOnlySpan<byte> blob, GrainReadOptions options = default)
    {
        GrainView view = GrainView.Parse(blob, options);
        return Adopt(blob.ToArray(), view.IsCanonical);
    }

    /// <summary>
    /// Validates a grain as it is delivered: a blob, or the envelope around one (OMS-9.2-4). Address and bytes are the blob's; no
    /// signature is verified.
    /// </summary>
    /// <param name="delivered">All bytes of the blob or of the envelope.</param>
    /// <param name="options">How to read; strict by default. Whether there is an envelope is seen, not asked of the options.</param>
    /// <returns>The blob, with its envelope where there is one.</returns>
    /// <exception cref="OmsException">The bytes are not a sound grain, or the signed flag and the envelope do not agree.</exception>
    public static GrainBlob ParseDelivered(ReadOnlySpan<byte> delivered, GrainReadOptions options = default)
    {
        GrainView view = GrainView.ParseDelivered(delivered, options);
        return AdoptDelivered(delivered.ToArray(), view.IsCanonical);
    }

    /// <summary>
    /// The blob in a grain as it is delivered: what an envelope holds, or the bytes themselves. Nothing is validated; bytes that only
    /// begin like an envelope are their own.
    /// </summary>
    /// <param name="delivered">All bytes of the blob or of the envelope.</param>
    /// <returns>The blob, whose hash is the address of the grain .</returns>
    public static ReadOnlySpan<byte> BytesIn(ReadOnlySpan<byte> delivered) =>
        EnvelopeView.IsEnvelope(delivered) && CborItem.TryFindPayload(delivered, out ReadOnlySpan<byte> blob) ? blob : delivered;

    /// <summary>
    /// Writes the same content in another encoding. That is another grain: it has another address, and nothing that refers
    /// to this one refers to it (OMS-16.2-4).
    /// </summary>
    /// <param name="encoding">The encoding to write.</param>
    /// <param name="limits">
    /// The largest result, in bytes; the default is what readers accept by default. CBOR is at most twice as large as
    /// MessagePack, and that at most three times as large as CBOR. The depth does not change.
    /// </param>
    /// <returns>The other grain; this one where it is written so already.</returns>
    /// <exception cref="OmsException">
    /// The bytes are not canonical, so that more than one grain would become the other; the grain is sealed, compressed, or signed: a
    /// signature covers the bytes; or the result would be larger than the limit (OMS-18-1).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such encoding.</exception>
    public GrainBlob Transcode(PayloadEncoding encoding, CodecLimits limits = default)
    {
        EncodingRule.Require(encoding);
        GrainView view = View();
        if (view.IsSealed || (view.Header.Flags & GrainFlags.Signed) != 0)
            Throw.Fault(OmsErrorCode.NotSupported, "OMS-16.2-4", "A sealed or signed grain cannot be written in another encoding", 1);
        if (CompressedPayload.IsIn(view.Header.Flags)) Throw.Fault(OmsErrorCode.NotSupported, "R-9", "A compressed grain cannot be written in another encoding", 1);
        if (!IsCanonical) Throw.Fault(OmsErrorCode.Corrupt, "R-26", "A grain that is not canonical cannot be written in another encoding");
        return view.Encoding == encoding ? this : Adopt(Transcoder.Transcode(_bytes, view.Header, encoding, limits.OrDefault.MaxBlobBytes));
    }

    /// <summary>
    /// A view of the bytes, without the schema being checked again. Of a sealed or compressed payload it shows no fields.
    /// </summary>
    /// <returns>The view.</returns>
    public GrainView View() => GrainView.OverTrusted(_bytes, IsCanonical);

    /// <summary>The same grain in an envelope that holds exactly its bytes, and that nobody else holds.</summary>
    internal GrainBlob WithEnvelope(byte[] envelope) => new(_bytes, Address, IsCanonical, envelope);

    /// <summary>Compares addresses; in which envelopes the grains came makes no difference.</summary>
    /// <param name="other">The other grain.</param>
    /// <returns>Whether both are the same grain.</returns>
    public bool Equals(GrainBlob? other) => other is not null && Address == other.Address;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainBlob);

    /// <inheritdoc/>
    public override int GetHashCode() => Address.GetHashCode();

    /// <summary>The content address.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Address.ToString();

    /// <summary>Takes validated bytes that nobody else holds.</summary>
    internal static GrainBlob Adopt(byte[] bytes, bool isCanonical = true, byte[]? envelope = null) =>
        new(bytes, ContentAddress.Compute(bytes), isCanonical, envelope ?? []);

    /// <summary>Takes bytes that were validated before, whose address is known, and that nobody else holds.</summary>
    internal static GrainBlob AdoptTrusted(byte[] bytes, in ContentAddress address, bool isCanonical, byte[]? envelope) =>
        new(bytes, address, isCanonical, envelope ?? []);

    /// <summary>Takes a validated blob or envelope that nobody else holds, whose address was computed before.</summary>
    internal static GrainBlob AdoptDelivered(byte[] delivered, in ContentAddress address, bool isCanonical)
    {
        ReadOnlySpan<byte> blob = BytesIn(delivered);
        return blob.Length == delivered.Length ? new(delivered, address, isCanonical, []) : new(blob.ToArray(), address, isCanonical, delivered);
    }

    /// <summary>Takes a validated blob or envelope that nobody else holds.</summary>
    internal static GrainBlob AdoptDelivered(byte[] delivered, bool isCanonical)
    {
        ReadOnlySpan<byte> blob = BytesIn(delivered);
        return blob.Length == delivered.Length ? Adopt(delivered, isCanonical) : Adopt(blob.ToArray(), isCanonical, delivered);
    }
}
