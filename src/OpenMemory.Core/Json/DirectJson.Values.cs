using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace OpenMemory;

// Values inside fields: the reader stands on their first token before, and on their last one after. Depth bounds the recursion.
internal ref partial struct DirectJson
{
    private bool TryWriteValue()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.Null: _writer.WriteNull(); break;
            case JsonTokenType.True: _writer.WriteBoolean(true); break;
            case JsonTokenType.False: _writer.WriteBoolean(false); break;
            case JsonTokenType.String: _writer.WriteText(Text()); break;
            case JsonTokenType.Number: return TryWriteNumber(asFloat: false);
            case JsonTokenType.StartArray: return TryWriteArray(null, default);
            default: return TryWriteMap(null);
        }
        return true;
    }

    private bool TryWriteNumber(bool asFloat)
    {
        if (!IsInteger())
        {
            if (!_reader.TryGetDouble(out double number)) return false;
            _writer.WriteDouble(number); // refuses infinity
        }
        else if (_reader.TryGetInt64(out long signed))
        {
            if (asFloat) _writer.WriteDouble(signed);
            else _writer.WriteInteger(signed);
        }
        else if (_reader.TryGetUInt64(out ulong unsigned))
        {
            if (asFloat) _writer.WriteDouble(unsigned);
            else _writer.WriteUnsigned(unsigned);
        }
        else return false;
        return true;
    }

    private bool TryWriteArray(NestedMap? names, Field field)
    {
        int start = _writer.BeginArray(), count = 0;
        bool holdsTags = field == Field.StructuralTags, mayCite = field == Field.ContentRefs;
        for (; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (holdsTags && _reader.TokenType == JsonTokenType.String && _reader.ValueTextEquals("profile:integration"u8)) _grain.NoteIntegration();
            if (names is null || _reader.TokenType != JsonTokenType.StartObject)
            {
                if (!TryWriteValue()) return false;
            }
            else if (!TryWriteMap(mayCite && IsCitation() ? null : names)) return false;
        }
        _writer.EndArray(start, count);
        return true;
    }

    /// <summary>Writes an object, with the keys that stand for its names where there are such.</summary>
    private bool TryWriteMap(NestedMap? names)
    {
        NullMembers nulls = default;
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.PropertyName && IsNotation()) return TryWriteBytes();
        _writer.BeginMap();
        for (; _reader.TokenType != JsonTokenType.EndObject; _reader.Read())
        {
            ReadOnlySpan<byte> key = Text();
            bool taken = false;
            NestedField? field = names?.Find(key, out taken);
            if (taken) return false;
            if (!TryWriteMember(field, key, ref nulls)) return false;
        }
        if (!nulls.AreAlone(_json, _writer, names)) return false;
        _writer.EndMap();
        return true;
    }

    private bool TryWriteMember(NestedField? field, ReadOnlySpan<byte> key, ref NullMembers nulls)
    {
        int start = NameStart();
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null) return nulls.TryAdd(start, key.Length);
        _writer.WriteKey(field is null ? key : field.KeyBytes);
        return field is { IsFloat: true } && !_restore && _reader.TokenType == JsonTokenType.Number ? TryWriteNumber(asFloat: true) : TryWriteValue();
    }

    /// <summary>Whether the object whose first member is read may mean something else than a map .</summary>
    private bool IsNotation()
    {
        if (!JsonNotation.IsReserved(Text())) return false;
        Utf8JsonReader ahead = _reader;
        ahead.Read();
        ahead.Skip();
        ahead.Read();
        return ahead.TokenType == JsonTokenType.EndObject; // for objects of one member only
    }

    private bool TryWriteBytes()
    {
        if (_reader.ValueIsEscaped || !_reader.ValueSpan.SequenceEqual("$bytes"u8)) return false;
        _reader.Read();
        ReadOnlySpan<byte> text = _reader.ValueSpan;
        if (_reader.TokenType != JsonTokenType.String || _reader.ValueIsEscaped || text.Contains((byte)' ')) return false;
        Span<byte> bytes = Room(text.Length);
        if (Base64.DecodeFromUtf8(text, bytes, out int read, out int length) != OperationStatus.Done || read != text.Length) return false;
        _writer.WriteBytes(bytes[..length]);
        _reader.Read();
        return true;
    }

    /// <summary>Whether the object that begins cites something outside, and so stays as it is (§27.5).</summary>
    private readonly bool IsCitation()
    {
        Utf8JsonReader ahead = _reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (ahead.ValueTextEquals("citation_type"u8)) return true;
            ahead.Skip(); // the name and its value
        }
        return false;
    }

    private readonly bool IsInteger() => _reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;

    /// <summary>Where the name at hand begins; below zero where it is written with escapes.</summary>
    private readonly int NameStart() => _reader.ValueIsEscaped ? -1 : (int)_reader.TokenStartIndex + 1;

    /// <summary>The text or name at hand, valid until the next one is asked for.</summary>
    private ReadOnlySpan<byte> Text()
    {
        if (!_reader.ValueIsEscaped) return _reader.ValueSpan;
        Span<byte> room = Room(_reader.ValueSpan.Length);
        return room[.._reader.CopyString(room)];
    }

    private Span<byte> Room(int size)
    {
        if (_unescaped is null || _unescaped.Length < size)
        {
            if (_unescaped is not null) ArrayPool<byte>.Shared.Return(_unescaped);
            _unescaped = ArrayPool<byte>.Shared.Rent(size);
        }
        return _unescaped;
    }
}
