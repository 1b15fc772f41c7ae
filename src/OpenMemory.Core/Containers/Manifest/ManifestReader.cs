using System.Text;

namespace OpenMemory;

/// <summary>
/// Reads a manifest in one pass. Bytes are judged before meaning (OMS-19-2): the first wrong value is remembered, and told only
/// when every byte is sound.
/// </summary>
internal ref struct ManifestReader
{
    private const string Rule = "OMS-11.7-3";

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly Tolerance? _tolerance;
    private PayloadReader _reader;
    private KeyValuePair<ContentAddress, IndexState>[] _entries = []; // grows with what was read, whatever the header says
    private int _count;
    private OmsFault _wrong;

    private ManifestReader(ReadOnlySpan<byte> bytes, PayloadEncoding encoding, Tolerance? tolerance)
    {
        _bytes = bytes;
        _tolerance = tolerance;
        int depth = (tolerance is null ? CodecLimits.Untrusted : CodecLimits.Compatible).MaxDepth;
        _reader = new PayloadReader(bytes, 0, encoding, depth, tolerance);
    }

    internal static bool TryRead(ReadOnlySpan<byte> bytes, in ManifestReadOptions options, out IndexManifest manifest, out OmsFault fault)
    {
        manifest = IndexManifest.Empty;
        Tolerance? tolerance = options.Mode == ReadingMode.Compatible ? new() : null;
        if (bytes.IsEmpty || (!MsgPack.IsMap(bytes[0]) && !Cbor.IsMap(bytes[0])))
        {
            fault = new(OmsErrorCode.Corrupt, "R-52", "The index manifest is not a map", 0);
            return false;
        }
        PayloadEncoding encoding = MsgPack.IsMap(bytes[0]) ? PayloadEncoding.MessagePack : PayloadEncoding.Cbor;
        if (options.Encoding is { } expected && expected != encoding)
        {
            fault = new(OmsErrorCode.Corrupt, "R-52", "The index manifest and the grains are written in different encodings", 0);
            if (tolerance is null) return false;
            tolerance.Add(DeviationKind.NonCanonical, fault);
        }
        ManifestReader reader = new(bytes, encoding, tolerance);
        bool isSound = reader.TryReadAll();
        fault = isSound ? reader._wrong : reader._reader.Fault;
        if (fault.IsFault) return false;
        manifest = new IndexManifest(reader._entries, encoding, tolerance);
        return true;
    }

    private bool TryReadAll()
    {
        if (!_reader.TryRead(out Token map)) return false;
        KeyOrder order = new(ref _reader);
        for (int i = 0; i < map.Length; i++)
        {
            if (!TryReadKey(ref order, out Token key) || !_reader.TryRead(out Token value) || !_reader.TryNotNull(value)) return false;
            ContentAddress address = ReadAddress(key);
            if (value.Kind == OmsValueKind.Map)
            {
                if (!TryReadState(value, out IndexState state)) return false;
                if (!_wrong.IsFault) Add(address, state);
            }
            else if (value.Kind != OmsValueKind.Null)
            {
                Note(OmsErrorCode.Corrupt, Rule, "An entry is not a map", value.Start);
                if (!_reader.TrySkipInside(value, 2)) return false;
            }
        }
        if (!_reader.TryEndMap(order.First)) return false;
        if (_reader.Position != _bytes.Length) return _reader.Fail(OmsErrorCode.Corrupt, "R-2", "Bytes follow the index manifest", _reader.Position);
        Array.Resize(ref _entries, _count);
        return TrySort();
    }

    /// <summary>Reads one entry's map. What stands there is defined by the field registry.</summary>
    private bool TryReadState(scoped in Token map, out IndexState state)
    {
        state = IndexState.Default;
        StateParts parts = default;
        KeyOrder order = new(ref _reader);
        for (int i = 0; i < map.Length; i++)
        {
            if (!TryReadKey(ref order, out Token key) || !_reader.TryRead(out Token value) || !_reader.TryNotNull(value)) return false;
            if (!_reader.TrySkipInside(value, 3)) return false;
            if (value.Kind != OmsValueKind.Null) Take(ref parts, key, value);
        }
        if (!_reader.TryEndMap(order.First)) return false;
        if (!_wrong.IsFault && parts.Any) state = parts.ToState();
        return true;
    }

    private void Take(ref StateParts parts, scoped in Token key, scoped in Token value)
    {
        FieldDefinition? definition = IndexFields.Find(_reader.Content(key));
        if (definition is null) return; // unknown keys are ignored
        if (!KindRules.Fits(definition, _bytes, value, out int offset))
        {
            Note(OmsErrorCode.Schema, Rule, "A value has the wrong kind", offset, definition.Name);
            return;
        }
        if (!KindRules.InRange(definition, _bytes, value))
        {
            Note(OmsErrorCode.Range, Rule, "A number is outside the range of its field", offset, definition.Name);
            return;
        }
        parts.Any = true;
        Field field = definition.Field;
        if (field == Field.SupersededBy) parts.SupersededBy = ReadAddress(value, definition.Name);
        else if (field == Field.SystemValidTo) parts.SystemValidTo = Whole(value);
        else if (field == Field.VerificationStatus) parts.Status = ReadText(value);
        else if (field == Field.RecStatus) parts.RecStatus = ReadText(value);
        else if (field == Field.AccessCount) parts.AccessCount = Whole(value);
        else if (field == Field.LastAccessedAt) parts.LastAccessedAt = Whole(value);
        else parts.Contradicted = value.Bits != 0;
    }

    private bool TryReadKey(scoped ref KeyOrder order, out Token key)
    {
        if (!_reader.TryReadKey(out key, out ulong prefix)) return false;
        if (order.HasPrevious && !_reader.TryOrder(order.Previous, order.PreviousPrefix, key, prefix)) return false;
        _tolerance?.AddKey(key);
        (order.Previous, order.PreviousPrefix, order.HasPrevious) = (key, prefix, true);
        return true;
    }

    /// <summary>Reads a bare address; the Compatible mode takes the prefixes of R-25 off.</summary>
    private ContentAddress ReadAddress(scoped in Token text, string? field = null)
    {
        ReadOnlySpan<byte> content = _reader.Content(text);
        if (ContentAddress.TryParse(content, out ContentAddress address)) return address;
        if (_tolerance is not null && AddressText.TryParseReference(content, out address))
        {
            _tolerance.Add(DeviationKind.NonCanonical, new(OmsErrorCode.HashLength, "R-25", "An address stands behind a prefix", text.Start, field));
            return address;
        }
        bool isLong = content.Length == ContentAddress.TextLength;
        if (isLong) Note(OmsErrorCode.HashFormat, "OMS-5-2", "A content address is lowercase hexadecimal", text.Start, field);
        else Note(OmsErrorCode.HashLength, "OMS-5-2", "A content address has 64 characters", text.Start, field);
        return default;
    }

    private readonly string ReadText(scoped in Token value)
    {
        ReadOnlySpan<byte> text = _reader.Content(value);
        foreach (string known in IndexFields.KnownValues)
        {
            if (Ascii.Equals(text, known)) return known; // most entries hold one of few texts
        }
        return Encoding.UTF8.GetString(text);
    }

    private static long Whole(scoped in Token value) =>
        value.Kind == OmsValueKind.Float ? (long)BitConverter.Int64BitsToDouble(value.Bits) : value.Bits;

    private void Add(ContentAddress address, IndexState state)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, Math.Max(4, 2 * _count));
        _entries[_count++] = KeyValuePair.Create(address, state);
    }

    /// <summary>Puts entries in order that the Compatible mode took out of order; prefixes may have hidden that two are equal.</summary>
    private bool TrySort()
    {
        if (_tolerance is null or { Count: 0 }) return true;
        Array.Sort(_entries, IndexManifest.s_byAddress);
        return IndexManifest.FindDuplicate(_entries) < 0
            || _reader.Fail(OmsErrorCode.Corrupt, "OMS-4.1-2", "A grain has two entries", 0);
    }

    private void Note(OmsErrorCode code, string rule, string message, int offset, string? field = null)
    {
        if (!_wrong.IsFault) _wrong = new(code, rule, message, offset, field);
    }

    /// <summary>The key before the next one, and where the map's keys begin among those that are open.</summary>
    private struct KeyOrder(ref PayloadReader reader)
    {
        internal readonly int First = reader.BeginMap();
        internal Token Previous;
        internal ulong PreviousPrefix;
        internal bool HasPrevious;
    }

    private struct StateParts
    {
        internal ContentAddress? SupersededBy;
        internal EpochMilliseconds? SystemValidTo, LastAccessedAt;
        internal string? Status, RecStatus;
        internal long? AccessCount;
        internal bool Contradicted, Any;

        internal readonly IndexState ToState() => new(Contradicted ? IndexState.Stronger(Status ?? IndexState.Unverified, IndexState.Contested) : Status, AccessCount)
        {
            SupersededBy = SupersededBy,
            SystemValidTo = SystemValidTo,
            RecStatus = RecStatus,
            LastAccessedAt = LastAccessedAt,
        };
    }
}
