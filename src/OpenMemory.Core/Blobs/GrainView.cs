using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// A grain read in place over somebody's bytes (§3). Parsing validates every byte in one pass and allocates nothing; fields
/// are then found by walking the payload. The view is as long-lived as the span it looks at.
/// </summary>
public readonly ref struct GrainView
{
    private readonly Token _root;
    private readonly FieldIndex _index;

    private GrainView(ReadOnlySpan<byte> blob, GrainHeader header, scoped in Token root, scoped in FieldIndex index, ReadingMode mode, bool isCanonical)
    {
        Mode = mode;
        _index = index;
        IsCanonical = isCanonical;
        Bytes = blob;
        Header = header;
        _root = root;
    }

    /// <summary>The whole blob.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The first nine bytes.</summary>
    public GrainHeader Header { get; }

    /// <summary>The type by the header's type byte.</summary>
    public GrainType Type => Header.Type;

    /// <summary>The canonical 1.6 name of the type, for example <c>fact</c>; null for types without a schema.</summary>
    public string? TypeName => Type.ToText();

    /// <summary>The type string as the blob has it, in UTF-8: an older name stays what it is (OMS-L-3).</summary>
    public ReadOnlySpan<byte> DeclaredType =>
        (TryGet("t"u8, out FieldValue value) || TryGet(Field.Type, out value)) && value.Kind == OmsValueKind.Text ? value.Utf8 : default;

    /// <summary>Whether the payload is sealed, and so has no readable fields .</summary>
    public bool IsSealed => (Header.Flags & GrainFlags.Encrypted) != 0;

    /// <summary>How the payload is written; of a sealed one, what flag bit 5 says of its content .</summary>
    public PayloadEncoding Encoding =>
        !IsSealed ? _root.Encoding : (Header.Flags & GrainFlags.Cbor) != 0 ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack;

    /// <summary>
    /// Whether the grain was read without a deviation; false only in <see cref="ReadingMode.Compatible"/>. Entries of such a
    /// view are the stored ones: older keys are not renamed. Entries of maps that are null are absent.
    /// </summary>
    public bool IsCanonical { get; }

    /// <summary>How strictly the blob was read.</summary>
    internal ReadingMode Mode { get; }

    /// <summary>The number of entries in the payload map as stored, null ones included.</summary>
    public int Count => _root.Length;

    /// <summary>Reads and validates a blob.</summary>
    /// <param name="blob">All bytes of the blob.</param>
    /// <param name="options">How to read; strict by default.</param>
    /// <returns>The view.</returns>
    /// <exception cref="OmsException">The blob is not sound; the fault says why and where.</exception>
    public static GrainView Parse(ReadOnlySpan<byte> blob, GrainReadOptions options = default)
    {
        if (!TryParse(blob, out GrainView view, out OmsFault fault, options)) Throw.Fault(fault);
        return view;
    }

    /// <summary>Reads and validates a blob without throwing.</summary>
    /// <param name="blob">All bytes of the blob.</param>
    /// <param name="view">The view, or the default value.</param>
    /// <param name="fault">What is wrong, or the default value.</param>
    /// <param name="options">How to read; strict by default.</param>
    /// <returns>Whether the blob is sound.</returns>
    public static bool TryParse(ReadOnlySpan<byte> blob, out GrainView view, out OmsFault fault, GrainReadOptions options = default)
    {
        return TryParse(blob, out view, out fault, options, options.Mode == ReadingMode.Compatible ? new Tolerance() : null);
    }

    /// <summary>
    /// Reads and validates a grain as it is delivered: a blob, or the envelope around one (OMS-9.2-4). The view is of the blob; no
    /// signature is verified.
    /// </summary>
    /// <param name="delivered">All bytes of the blob or of the envelope.</param>
    /// <param name="options">How to read; strict by default. Whether there is an envelope is seen, not asked of the options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="OmsException">The bytes are not a sound grain, or the signed flag and the envelope do not agree.</exception>
    public static GrainView ParseDelivered(ReadOnlySpan<byte> delivered, GrainReadOptions options = default)
    {
        if (!TryParseDelivered(delivered, out GrainView view, out OmsFault fault, options)) Throw.Fault(fault);
        return view;
    }

    /// <summary>Reads and validates a grain as it is delivered, without throwing; see <see cref="ParseDelivered"/>.</summary>
    /// <param name="delivered">All bytes of the blob or of the envelope.</param>
    /// <param name="view">The view of the blob, or the default value.</param>
    /// <param name="fault">What is wrong, or the default value; the offset counts from the beginning of the delivered bytes.</param>
    /// <param name="options">How to read; strict by default. Whether there is an envelope is seen, not asked of the options.</param>
    /// <returns>Whether the bytes are a sound grain.</returns>
    public static bool TryParseDelivered(ReadOnlySpan<byte> delivered, out GrainView view, out OmsFault fault, GrainReadOptions options = default)
    {
        return DeliveredGrain.TryParse(delivered, options with { InsideEnvelope = false }, null, null, out view, out fault);
    }

    /// <summary>
    /// Finds a field, where the Compatible mode found a deviation also under its full name (OMS-6-6). Types without a schema
    /// have none; look those up by key.
    /// </summary>
    /// <param name="field">The field, for example <see cref="Field.Subject"/>.</param>
    /// <param name="value">The value, or the default value.</param>
    /// <returns>Whether the grain has the field.</returns>
    public bool TryGet(Field field, out FieldValue value)
    {
        EffectiveMap map = EffectiveMap.For((byte)Type);
        int slot = map.SlotOf(field);
        if (slot >= 0)
        {
            if (_index.IsComplete)
            {
                int start = _index.Find(slot);
                if (start >= 0)
                {
                    value = new FieldValue(Bytes, _root.Encoding, start);
                    return true;
                }
                return TryFindName(map.Definitions[slot], out value);
            }
            FieldDefinition definition = map.Definitions[slot];
            return TryFind(definition.KeyBytes, definition.KeyPrefix, out value) || TryFindName(definition, out value);
        }
        value = default;
        return false;
    }

    /// <summary>Finds an entry by its key as stored.</summary>
    /// <param name="key">The key in UTF-8.</param>
    /// <param name="value">The value, or the default value.</param>
    /// <returns>Whether the payload has the key.</returns>
    public bool TryGet(ReadOnlySpan<byte> key, out FieldValue value) => TryFind(key, CanonicalOrder.Prefix(key), out value);

    /// <summary>The entries of the payload in canonical order: <c>foreach</c> without allocation.</summary>
    /// <returns>An enumerator.</returns>
    public FieldEnumerator GetEnumerator() => new(Bytes, _root, EffectiveMap.For((byte)Type));

    /// <summary>Computes the content address of the blob.</summary>
    /// <returns>The address.</returns>
    public ContentAddress ComputeAddress() => ContentAddress.Compute(Bytes);

    /// <summary>Reads a blob, noting deviations where there is somebody to take them.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> blob, out GrainView view, out OmsFault fault, GrainReadOptions options, Tolerance? tolerance)
    {
        FieldIndex index = default;
        if (!GrainParser.TryParse(blob, options, tolerance, out GrainHeader header, out Token root, ref index, out fault))
        {
            view = default;
            return false;
        }
        view = new GrainView(blob, header, root, index, options.Mode, tolerance is null or { Count: 0 });
        return true;
    }

    /// <summary>A view of bytes that were validated before.</summary>
    internal static GrainView OverTrusted(ReadOnlySpan<byte> blob, bool isCanonical = true)
    {
        GrainHeader.TryRead(blob, out GrainHeader header);
        int position = GrainHeader.Size;
        Token root = default;
        if ((header.Flags & (GrainFlags.Encrypted | GrainFlags.Compressed)) == 0) TrustedReader.Read(blob, EncodingRule.Of(blob), ref position, out root);
        return new GrainView(blob, header, root, default, isCanonical ? ReadingMode.Canonical : ReadingMode.Compatible, isCanonical);
    }

    private bool TryFind(ReadOnlySpan<byte> key, ulong prefix, out FieldValue value)
    {
        if (_root.Encoding != PayloadEncoding.MessagePack || !IsCanonical) return TryFindAnywhere(key, out value);
        ReadOnlySpan<byte> source = Bytes;
        int position = _root.ContentStart;
        for (int i = _root.Length; i > 0; i--)
        {
            int length = TrustedMessagePack.ReadKeyLength(source, ref position);
            ulong theirs = CanonicalOrder.Prefix(source, position, length);
            if (theirs >= prefix)
            {
                if (theirs > prefix) break; // keys ascend
                if (length == key.Length && (length <= 8 || source.Slice(position, length).SequenceEqual(key)))
                {
                    position += length;
                    value = new FieldValue(source, PayloadEncoding.MessagePack, position);
                    return true;
                }
            }
            position += length;
            TrustedMessagePack.Skip(source, ref position);
        }
        value = default;
        return false;
    }

    /// <summary>Finds a field under its full name, where that was tolerated.</summary>
    private bool TryFindName(FieldDefinition definition, out FieldValue value)
    {
        value = default;
        return !IsCanonical && TryFindAnywhere(definition.NameBytes, out value);
    }

    /// <summary>Finds an entry where keys do not ascend by their bytes.</summary>
    private bool TryFindAnywhere(ReadOnlySpan<byte> key, out FieldValue value)
    {
        foreach (FieldEntry entry in new FieldValue(Bytes, _root))
        {
            if (!entry.Key.SequenceEqual(key)) continue;
            value = entry.Value;
            return true;
        }
        value = default;
        return false;
    }
}
