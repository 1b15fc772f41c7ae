using System.Runtime.InteropServices;
using System.Text.Json;

namespace OpenMemory;

/// <summary>
/// Reads JSON into values. Integers and floats stay apart by their spelling (OMS-4.3-6); <c>{"$bytes":"…"}</c> is a byte
/// string in base64; errors carry the JSON path and the byte offset.
/// </summary>
internal ref struct JsonValueReader
{
    // Keys come from the input: a fault must not become as long as they are.
    private const int LongestPath = 200;

    // The deepest grain, and what notation adds: two levels around an opaque grain, one around bytes.
    private const int DeepestJson = CodecLimits.DeepestNesting + 3;

    private Utf8JsonReader _reader;
    // Spelt out for a fault only: in an array or an object; before the first of its members, neither index nor name.
    private readonly List<(string? Name, int Index)> _path;

    // The elements of all arrays that are open, one array behind the other.
    private readonly List<OmsValue> _elements;

    internal JsonValueReader(ReadOnlySpan<byte> json)
    {
        _reader = Over(json);
        _path = [];
        _elements = [];
    }

    /// <summary>The reader of a grain's JSON. Our own check of the depth comes first; its limit only has to be beyond.</summary>
    internal static Utf8JsonReader Over(ReadOnlySpan<byte> json) => new(json, new JsonReaderOptions { MaxDepth = DeepestJson + 1 });

    /// <summary>Reads one JSON text, to its end.</summary>
    internal OmsValue ReadAll()
    {
        try
        {
            _reader.Read();
            OmsValue value = ReadValue(1);
            _reader.Read(); // throws for anything but white space
            return value;
        }
        catch (JsonException exception)
        {
            return Fail(OmsErrorCode.Corrupt, "R-27", "The JSON is malformed", exception);
        }
        catch (InvalidOperationException exception)
        {
            return Fail(OmsErrorCode.Corrupt, "OMS-4.4-4", "A text holds a lone surrogate or is not valid UTF-8", exception);
        }
    }

    private OmsValue ReadValue(int depth)
    {
        bool isContainer = _reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
        if (isContainer && depth > DeepestJson) Fail(OmsErrorCode.Corrupt, "OMS-4.10-2", "Values are nested too deeply");
        return _reader.TokenType switch
        {
            JsonTokenType.Null => OmsValue.Null,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String => _reader.GetString(),
            JsonTokenType.Number => ReadNumber(),
            JsonTokenType.StartArray => ReadArray(depth),
            JsonTokenType.StartObject => ReadObject(depth),
            _ => Fail(OmsErrorCode.Corrupt, "R-27", "The JSON is malformed"),
        };
    }

    private OmsValue ReadNumber()
    {
        if (_reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0)
        {
            double number = _reader.GetDouble();
            return double.IsFinite(number) ? number : Fail(OmsErrorCode.FloatInvalid, "OMS-4.3-3", "A number is too large for a float");
        }
        if (_reader.TryGetInt64(out long signed)) return signed;
        return _reader.TryGetUInt64(out ulong unsigned) ? unsigned : Fail(OmsErrorCode.Range, "R-14", "An integer does not fit 64 bits");
    }

    private OmsValue ReadArray(int depth)
    {
        int first = _elements.Count;
        _path.Add((null, -1));
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            _path[^1] = (null, _elements.Count - first);
            _elements.Add(ReadValue(depth + 1));
        }
        _path.RemoveAt(_path.Count - 1);
        OmsValue[] elements = [.. CollectionsMarshal.AsSpan(_elements)[first..]];
        _elements.RemoveRange(first, elements.Length);
        return OmsValue.Adopt(elements);
    }

    private OmsValue ReadObject(int depth)
    {
        Dictionary<string, OmsValue> entries = new(StringComparer.Ordinal);
        _path.Add((null, -1));
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            string key = _reader.GetString()!;
            _path[^1] = (key, -1);
            _reader.Read();
            if (!entries.TryAdd(key, ReadValue(depth + 1))) Fail(OmsErrorCode.Corrupt, "OMS-4.1-2", "An object holds a member twice");
        }
        _path.RemoveAt(_path.Count - 1);
        return entries.Count == 1 ? Unwrap(entries) : OmsMap.Adopt(entries);
    }

    /// <summary>An object with the one member <c>$bytes</c> is a byte string; one more <c>$</c> in front stands for itself.</summary>
    private OmsValue Unwrap(Dictionary<string, OmsValue> entries)
    {
        (string key, OmsValue value) = entries.First();
        if (!JsonNotation.IsReserved(key)) return OmsMap.Adopt(entries);
        if (key != JsonNotation.Bytes) return OmsMap.Adopt(new(StringComparer.Ordinal) { [key[1..]] = value });
        if (value.Kind != OmsValueKind.Text) return Fail(OmsErrorCode.Schema, "R-26", "$bytes is not a text");
        byte[] bytes = new byte[(value.AsText().Length + 3) / 4 * 3];
        return Convert.TryFromBase64String(value.AsText(), bytes, out int length)
            ? OmsValue.FromBytes(bytes.AsSpan(0, length))
            : Fail(OmsErrorCode.Schema, "R-26", "$bytes is not base64");
    }

    private readonly OmsValue Fail(OmsErrorCode code, string rule, string message, Exception? inner = null)
    {
        string path = "$" + string.Concat(_path.Select(static part => part.Index >= 0 ? $"[{part.Index}]" : part.Name is null ? "" : "." + part.Name));
        if (path.Length > LongestPath) path = string.Concat(path.AsSpan(0, LongestPath), "…");
        throw new OmsException(new OmsFault(code, rule, message, _reader.TokenStartIndex, path), inner);
    }
}
