namespace OpenMemory;

/// <summary>Tells a sealed payload of R-9 from any other map: a search takes no more on trust.</summary>
internal static class SealedForm
{
    private const int IvBytes = 12, TagBytes = 16, TokenBytes = 32, Version = 1;

    internal static bool IsIn(ReadOnlySpan<byte> blob)
    {
        PayloadReader reader = new(blob, GrainHeader.Size, PayloadEncoding.MessagePack, 1);
        return reader.TryRead(out Token map) && map.Kind == OmsValueKind.Map && map.Length == 5
            && TryReadBytes(ref reader, "ct"u8, out int length) && length >= TagBytes
            && TryReadBytes(ref reader, "iv"u8, out length) && length == IvBytes
            && TryReadInteger(ref reader, "kv"u8, out _)
            && TryReadBytes(ref reader, "tok"u8, out length) && length == TokenBytes
            && TryReadInteger(ref reader, "v"u8, out long version) && version == Version
            && reader.Position == blob.Length;
    }

    private static bool TryReadBytes(ref PayloadReader reader, ReadOnlySpan<byte> key, out int length)
    {
        bool isFound = TryReadEntry(ref reader, key, OmsValueKind.Bytes, out Token value);
        length = value.Length;
        return isFound;
    }

    private static bool TryReadInteger(ref PayloadReader reader, ReadOnlySpan<byte> key, out long number)
    {
        bool isFound = TryReadEntry(ref reader, key, OmsValueKind.Integer, out Token value);
        number = value.Bits;
        return isFound;
    }

    private static bool TryReadEntry(ref PayloadReader reader, ReadOnlySpan<byte> key, OmsValueKind kind, out Token value)
    {
        value = default;
        return reader.TryReadKey(out Token found, out _) && reader.Content(found).SequenceEqual(key)
            && reader.TryRead(out value) && value.Kind == kind;
    }
}
