namespace OpenMemory;

/// <summary>
/// A sealed grain in the form of ruling R-9, read in place: what can be told without a key. Where
/// <see cref="TryParse"/> is false although <see cref="GrainView.IsSealed"/> is true, somebody else sealed it in a form of their own.
/// </summary>
public readonly ref struct SealedView
{
    /// <summary>Size of the nonce in bytes: 12.</summary>
    public const int NonceBytes = 12;

    /// <summary>Size of the tag at the end of the ciphertext in bytes: 16.</summary>
    public const int TagBytes = 16;

    /// <summary>Size of the blind-index token in bytes: 32.</summary>
    public const int TokenBytes = 32;

    /// <summary>The version of the form, <c>v</c>: 1.</summary>
    public const byte FormVersion = 1;

    /// <summary>The first nine bytes; namespace and time may be blanked.</summary>
    public GrainHeader Header { get; private init; }

    /// <summary><c>ct</c>: the ciphertext and the tag.</summary>
    public ReadOnlySpan<byte> Ciphertext { get; private init; }

    /// <summary><c>iv</c>: the nonce.</summary>
    public ReadOnlySpan<byte> Nonce { get; private init; }

    /// <summary><c>kv</c>: the version of the master key.</summary>
    public uint MasterKeyVersion { get; private init; }

    /// <summary><c>tok</c>: the blind-index token of the user.</summary>
    public ReadOnlySpan<byte> Token { get; private init; }

    /// <summary>Reads a sealed grain. Nothing is decrypted, and so nothing proven.</summary>
    /// <param name="blob">All bytes of the blob.</param>
    /// <param name="view">The view, or the default value.</param>
    /// <returns>Whether the blob is a sealed grain in the form of R-9, exactly.</returns>
    public static bool TryParse(ReadOnlySpan<byte> blob, out SealedView view)
    {
        view = default;
        if (!GrainHeader.TryRead(blob, out GrainHeader header) || (header.Flags & ~GrainFlags.Compressed) != GrainFlags.Encrypted) return false;
        PayloadReader reader = new(blob, GrainHeader.Size, PayloadEncoding.MessagePack, 1);
        if (!reader.TryRead(out Token map) || map.Kind != OmsValueKind.Map || map.Length != 5) return false;
        if (!TryReadEntry(ref reader, "ct"u8, OmsValueKind.Bytes, out Token ciphertext) || ciphertext.Length < TagBytes) return false;
        if (!TryReadEntry(ref reader, "iv"u8, OmsValueKind.Bytes, out Token nonce) || nonce.Length != NonceBytes) return false;
        if (!TryReadEntry(ref reader, "kv"u8, OmsValueKind.Integer, out Token version) || (ulong)version.Bits > uint.MaxValue) return false;
        if (!TryReadEntry(ref reader, "tok"u8, OmsValueKind.Bytes, out Token token) || token.Length != TokenBytes) return false;
        if (!TryReadEntry(ref reader, "v"u8, OmsValueKind.Integer, out Token form) || form.Bits != FormVersion) return false;
        if (reader.Position != blob.Length) return false;
        view = new()
        {
            Header = header,
            Ciphertext = reader.Content(ciphertext),
            Nonce = reader.Content(nonce),
            MasterKeyVersion = (uint)version.Bits,
            Token = reader.Content(token),
        };
        return true;
    }

    private static bool TryReadEntry(ref PayloadReader reader, ReadOnlySpan<byte> key, OmsValueKind kind, out Token value)
    {
        value = default;
        return reader.TryReadKey(out Token found, out _) && reader.Content(found).SequenceEqual(key)
            && reader.TryRead(out value) && value.Kind == kind;
    }
}
