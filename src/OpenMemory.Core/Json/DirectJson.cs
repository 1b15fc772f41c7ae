using System.Buffers;
using System.Text.Json;

namespace OpenMemory;

/// <summary>
/// Writes a grain of one of the thirteen types while its JSON is read: no values in between, texts stay UTF-8. It takes nothing that the
/// road through objects would not take as the same bytes. It does not say what is wrong: it gives up by an answer of false where it doubts,
/// and by any fault of the reader or the writer.
/// </summary>
internal ref partial struct DirectJson
{
    private ReadOnlySpan<byte> _json;
    private bool _restore;
    private Utf8JsonReader _reader;
    private GrainWriter _grain;
    private CanonicalWriter _writer;
    private byte[]? _unescaped;

    // The fields that were read, null ones included: nobody else would see that one of these stands twice.
    private SlotSet _seen;

    // Where the context stands, whose keys depend on the tags.
    private int _contextStart, _contextEnd;

    /// <summary>Reads and writes everything but the end.</summary>
    internal bool TryWrite(ReadOnlySpan<byte> json, bool restore, PayloadEncoding encoding, CodecLimits limits)
    {
        _json = json;
        _restore = restore;
        _reader = JsonValueReader.Over(json);
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject || encoding > PayloadEncoding.Cbor) return false;
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.PropertyName) return false;
        bool isFirst = _reader.ValueTextEquals("type"u8);
        if (isFirst) _reader.Read();
        if (!(isFirst ? TryReadType(_reader, out GrainType type) : TryFindType(out type))) return false;
        // What was read once may be written again, whatever limits it was read with.
        GrainWriteOptions options = new() { Encoding = encoding, Restore = restore, Limits = restore && limits == default ? CodecLimits.Trusted : limits };
        _grain = new GrainWriter(type, options, writesType: !restore);
        _writer = _grain.Payload;
        EffectiveMap map = EffectiveMap.For((byte)type);
        if (isFirst && !TryWriteFieldOnce(map, map.SlotOf(Field.Type))) return false;
        if (isFirst) _reader.Read();
        if (!TryWriteFields(map)) return false;
        _reader.Read(); // throws for anything but white space
        return _contextEnd == 0 || TryWriteContext();
    }

    /// <summary>Applies the rules of the type; the bytes are valid until this is disposed.</summary>
    internal ReadOnlySpan<byte> Complete() => _grain.Completed();

    internal void Dispose()
    {
        _grain.Dispose();
        if (_unescaped is not null) ArrayPool<byte>.Shared.Return(_unescaped);
        _unescaped = null;
    }

    /// <summary>Looks ahead for the type, which may come last. An author's is of this version.</summary>
    private readonly bool TryFindType(out GrainType type)
    {
        type = default;
        Utf8JsonReader ahead = _reader;
        do
        {
            bool isType = ahead.ValueTextEquals("type"u8);
            ahead.Read();
            if (isType) return TryReadType(ahead, out type);
            ahead.Skip();
        }
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName);
        return false;
    }

    private readonly bool TryReadType(scoped in Utf8JsonReader value, out GrainType type)
    {
        Span<byte> room = stackalloc byte[128]; // names are short, also where every letter is escaped
        type = default;
        if (value.TokenType != JsonTokenType.String || value.ValueSpan.Length > room.Length) return false;
        ReadOnlySpan<byte> name = value.ValueIsEscaped ? room[..value.CopyString(room)] : value.ValueSpan;
        return GrainTypes.TryParse(name, out type) && (_restore || name.SequenceEqual(GrainTypes.Utf8(type)));
    }

    private bool TryWriteFields(EffectiveMap map)
    {
        NullMembers nulls = default;
        for (; _reader.TokenType != JsonTokenType.EndObject; _reader.Read())
        {
            ReadOnlySpan<byte> name = Text();
            int slot = map.FindName(CanonicalOrder.Prefix(name), name), start = NameStart();
            _reader.Read();
            if (slot >= 0 ? !TryWriteFieldOnce(map, slot) : !TryWriteExtra(name, start, ref nulls)) return false;
        }
        return nulls.AreAlone(_json, _writer);
    }

    private bool TryWriteContext()
    {
        _json = _json[_contextStart.._contextEnd];
        _reader = JsonValueReader.Over(_json);
        _reader.Read();
        _grain.BeginValue(Field.Context, OmsValueKind.Map);
        return TryWriteMap(_grain.NamesInside(Field.Context));
    }

    private bool TryWriteFieldOnce(EffectiveMap map, int slot)
    {
        if (_seen.Contains(slot)) return false;
        _seen.Add(slot);
        return TryWriteField(map.Definitions[slot]);
    }

    private bool TryWriteExtra(ReadOnlySpan<byte> name, int start, ref NullMembers nulls)
    {
        if (_reader.TokenType == JsonTokenType.Null) return nulls.TryAdd(start, name.Length);
        return _grain.BeginExtra(name) && TryWriteValue();
    }

    private bool TryWriteField(FieldDefinition definition)
    {
        Field field = definition.Field;
        switch (_reader.TokenType)
        {
            case JsonTokenType.Null: return true;
            case JsonTokenType.String: return TryWriteText(definition);
            case JsonTokenType.Number: return TryWriteNumber(field);
            case JsonTokenType.StartArray:
                _grain.BeginValue(field, OmsValueKind.Array);
                return TryWriteArray(NestedMap.OfAuthorsEntries(field), field);
            case JsonTokenType.StartObject when _grain.WaitsForTags(field):
                _contextStart = (int)_reader.TokenStartIndex;
                _reader.Skip();
                _contextEnd = (int)_reader.BytesConsumed;
                return true;
            case JsonTokenType.StartObject:
                _grain.BeginValue(field, OmsValueKind.Map);
                return TryWriteMap(_grain.NamesInside(field));
            default:
                _grain.Write(field, _reader.TokenType == JsonTokenType.True);
                return true;
        }
    }

    private bool TryWriteText(FieldDefinition definition)
    {
        if (definition.Field == Field.Type && !_restore) return true; // the writer's business
        ReadOnlySpan<byte> text = Text();
        if (_restore || definition.Type != FieldType.EpochMs)
        {
            _grain.Write(definition.Field, text);
            return true;
        }
        if (!EpochMilliseconds.TryParseUsual(text, out EpochMilliseconds time)) return false;
        _grain.Write(definition.Field, time.Value);
        return true;
    }

    private bool TryWriteNumber(Field field)
    {
        if (!IsInteger())
        {
            if (!_reader.TryGetDouble(out double number)) return false;
            _grain.Write(field, number); // refuses infinity
            return true;
        }
        if (_reader.TryGetInt64(out long signed)) _grain.WriteInteger(field, signed);
        else if (_reader.TryGetUInt64(out ulong unsigned)) _grain.Write(field, (OmsValue)unsigned);
        else return false;
        return true;
    }
}
