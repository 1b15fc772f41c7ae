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
    private readonly ReadOnlySpan<byte> _json;
    private readonly bool _restore;
    private Utf8JsonReader _reader, _context;
    private GrainWriter _grain;
    private CanonicalWriter _writer;
    private byte[]? _unescaped;

    // The fields that were read, null ones included: nobody else would see that one of these stands twice.
    private SlotSet _seen;

    internal DirectJson(ReadOnlySpan<byte> json, bool restore)
    {
        _json = json;
        _restore = restore;
        _writer = null!;
        _reader = JsonValueReader.Over(json);
    }

    /// <summary>Reads and writes everything but the end.</summary>
    internal bool TryWrite(PayloadEncoding encoding, CodecLimits limits)
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject || encoding > PayloadEncoding.Cbor) return false;
        if (!TryFindType(out GrainType type)) return false;
        // What was read once may be written again, whatever limits it was read with.
        GrainWriteOptions options = new() { Encoding = encoding, Restore = _restore, Limits = _restore && limits == default ? CodecLimits.Trusted : limits };
        _grain = new GrainWriter(type, options, writesType: !_restore);
        _writer = _grain.Payload;
        if (!TryWriteFields(EffectiveMap.For((byte)type))) return false;
        _reader.Read(); // throws for anything but white space
        if (_context.TokenType == JsonTokenType.None) return true;
        _reader = _context;
        _grain.BeginValue(Field.Context, OmsValueKind.Map);
        return TryWriteMap(_grain.NamesInside(Field.Context));
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
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = ahead.ValueTextEquals("type"u8);
            ahead.Read();
            if (!isType) ahead.Skip();
            else if (ahead.TokenType != JsonTokenType.String || ahead.ValueIsEscaped) return false;
            else return GrainTypes.TryParse(ahead.ValueSpan, out type) && (_restore || ahead.ValueSpan.SequenceEqual(GrainTypes.Utf8(type)));
        }
        return false;
    }

    private bool TryWriteFields(EffectiveMap map)
    {
        NullMembers nulls = default;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            ReadOnlySpan<byte> name = Text();
            int slot = map.FindName(CanonicalOrder.Prefix(name), name);
            if (slot < 0)
            {
                if (!TryWriteExtra(name, ref nulls)) return false;
                continue;
            }
            if (_seen.Contains(slot)) return false;
            _seen.Add(slot);
            _reader.Read();
            if (!TryWriteField(map.Definitions[slot])) return false;
        }
        return nulls.AreAlone(_json, _writer);
    }

    private bool TryWriteExtra(ReadOnlySpan<byte> name, ref NullMembers nulls)
    {
        int start = NameStart();
        _reader.Read();
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
                _context = _reader;
                _reader.Skip();
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
