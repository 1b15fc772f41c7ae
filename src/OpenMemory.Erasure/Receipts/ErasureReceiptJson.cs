using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OpenMemory.Erasure;

/// <summary>
/// A receipt as one line of JSON, with the members <c>n</c>, <c>token</c>, <c>master_key_version</c>, <c>destroyed_at</c> (milliseconds
/// since 1970-01-01 UTC, as everywhere in the specification's JSON), <c>salts</c>, <c>previous</c> and <c>hash</c>.
/// </summary>
public static class ErasureReceiptJson
{
    /// <summary>The longest text that is read, in bytes: several times what a receipt takes.</summary>
    public const int MaxBytes = 4096;

    private const string Rule = "R-51";

    private static readonly string[] s_members = ["n", "token", "master_key_version", "destroyed_at", "salts", "previous", "hash"];

    /// <summary>Writes a receipt.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <returns>One line, without its end.</returns>
    public static string Format(ErasureReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("n", receipt.Number);
            writer.WriteString("token", receipt.Token.ToString());
            writer.WriteNumber("master_key_version", receipt.MasterKeyVersion);
            writer.WriteNumber("destroyed_at", receipt.DestroyedAt.Value);
            writer.WriteNumber("salts", receipt.Salts);
            writer.WriteString("previous", receipt.Previous.ToString());
            writer.WriteString("hash", receipt.Hash.ToString());
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a receipt: exactly these members, once each, in any order, and the hash must be right.</summary>
    /// <param name="utf8">The JSON text, with white space around it or none.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: the text has another form; <c>ERR_INTEGRITY</c>: another hash.</exception>
    public static ErasureReceipt Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) Throw.Fault(OmsErrorCode.Corrupt, Rule, "A receipt is too long", MaxBytes);
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = 1 });
        try
        {
            return Parse(ref reader);
        }
        catch (JsonException exception)
        {
            throw new OmsException(new(OmsErrorCode.Corrupt, Rule, "A receipt is not JSON", reader.BytesConsumed), exception);
        }
    }

    /// <summary>Reads a receipt from a text.</summary>
    /// <param name="json">The JSON text.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="OmsException">As for the bytes.</exception>
    public static ErasureReceipt Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > MaxBytes) Throw.Fault(OmsErrorCode.Corrupt, Rule, "A receipt is too long", MaxBytes);
        return Parse(Encoding.UTF8.GetBytes(json)); // what is no Unicode becomes a character that no receipt has
    }

    private static ErasureReceipt Parse(ref Utf8JsonReader reader)
    {
        ErasureReceipt receipt = new(0, default, 0, default, 0, default);
        ContentAddress hash = default;
        int seen = 0;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) Throw.Fault(OmsErrorCode.Corrupt, Rule, "A receipt is not a JSON object", reader.TokenStartIndex);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = MemberAt(ref reader);
            if (member < 0 || (seen & (1 << member)) != 0) Throw.Fault(OmsErrorCode.Corrupt, Rule, "A receipt has a member twice, or one that it does not have", reader.TokenStartIndex);
            seen |= 1 << member;
            reader.Read();
            switch (member)
            {
                case 0: receipt = receipt with { Number = ReadInteger(ref reader, 1, long.MaxValue) }; break;
                case 1: receipt = receipt with { Token = ReadToken(ref reader) }; break;
                case 2: receipt = receipt with { MasterKeyVersion = (uint)ReadInteger(ref reader, 0, uint.MaxValue) }; break;
                case 3: receipt = receipt with { DestroyedAt = ReadInteger(ref reader, long.MinValue, long.MaxValue) }; break;
                case 4: receipt = receipt with { Salts = (int)ReadInteger(ref reader, 0, int.MaxValue) }; break;
                case 5: receipt = receipt with { Previous = ReadHash(ref reader) }; break;
                default: hash = ReadHash(ref reader); break;
            }
        }
        long end = reader.BytesConsumed;
        reader.Read(); // anything behind the object is an error of its own
        if (seen != (1 << s_members.Length) - 1) Throw.Fault(OmsErrorCode.Corrupt, Rule, "A receipt lacks a member", end);
        if (receipt.Previous == default != (receipt.Number == 1)) Throw.Fault(OmsErrorCode.Corrupt, Rule, "The first receipt, and no other, follows none", end);
        if (!receipt.Hash.FixedTimeEquals(hash)) Throw.Fault(OmsErrorCode.Integrity, Rule, "The hash of a receipt differs", end);
        return receipt;
    }

    private static int MemberAt(ref Utf8JsonReader reader)
    {
        for (int i = 0; i < s_members.Length && !reader.ValueIsEscaped; i++)
        {
            if (reader.ValueTextEquals(s_members[i])) return i;
        }
        return -1;
    }

    private static long ReadInteger(ref Utf8JsonReader reader, long least, long most)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long value) || value < least || value > most)
            return Throw.Fault<long>(OmsErrorCode.Corrupt, Rule, "A number of a receipt is none, or out of its range", reader.TokenStartIndex);
        return value;
    }

    private static ContentAddress ReadHash(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || !ContentAddress.TryParse(reader.ValueSpan, out ContentAddress hash))
            return Throw.Fault<ContentAddress>(OmsErrorCode.Corrupt, Rule, "A hash of a receipt is not 64 lowercase hexadecimal digits", reader.TokenStartIndex);
        return hash;
    }

    private static BlindToken ReadToken(ref Utf8JsonReader reader)
    {
        BlindToken token = default;
        ReadHash(ref reader).CopyTo(token); // the same form
        return token;
    }
}
