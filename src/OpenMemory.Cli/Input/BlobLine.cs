using System.Text.Json;

namespace OpenMemory.Cli.Input;

/// <summary>A line as <c>encode</c> and <c>unpack</c> print it: a blob, or the envelope of a signed one, with its address and length.</summary>
internal readonly ref struct BlobLine
{
    private readonly ReadOnlySpan<byte> _hex, _address;
    private readonly long _length;

    private BlobLine(ReadOnlySpan<byte> hex, ReadOnlySpan<byte> address, long length)
    {
        _hex = hex;
        _address = address;
        _length = length;
    }

    /// <summary>Tells such a line from a grain's JSON, which always has a <c>type</c> or is marked as opaque.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> json, out BlobLine line)
    {
        line = default;
        ReadOnlySpan<byte> hex = default, address = default;
        long length = -1;
        bool found = false;
        Utf8JsonReader reader = new(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("$opaque"u8)) return false;
                bool isBlob = reader.ValueTextEquals("blob"u8), isAddress = reader.ValueTextEquals("address"u8);
                bool isLength = reader.ValueTextEquals("length"u8);
                reader.Read();
                if (isBlob && reader.TokenType == JsonTokenType.String)
                {
                    hex = reader.ValueSpan;
                    found = true;
                }
                else if (isAddress && reader.TokenType == JsonTokenType.String) address = reader.ValueSpan;
                else if (isLength && reader.TokenType == JsonTokenType.Number) length = reader.TryGetInt64(out long value) ? value : -2;
                reader.Skip();
            }
            found &= !reader.Read(); // throws for anything but white space
        }
        catch (JsonException)
        {
            return false;
        }
        line = new BlobLine(hex, address, length);
        return found;
    }

    /// <summary>The blob, checked against the length and the address that the line states.</summary>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c> or <c>ERR_CORRUPT</c>.</exception>
    internal ReadOnlySpan<byte> ToBlob(HexDecoder decoder)
    {
        ReadOnlySpan<byte> blob = decoder.Decode(_hex);
        if (_length != -1 && _length != blob.Length)
            throw new OmsException(new OmsFault(OmsErrorCode.Integrity, "OMS-5-3", "The blob does not have the stated length", Field: "length"));
        if (!_address.IsEmpty) ContentAddress.Parse(CommandContext.Utf8.GetString(_address)).Verify(GrainBlob.BytesIn(blob)); // of a signed grain, that of the blob in its envelope
        return blob;
    }
}
