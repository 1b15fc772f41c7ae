using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace OpenMemory.Signing;

/// <summary>What signers of a supersession sign, and the signatures that a grain carries.</summary>
internal static class SupersessionMessage
{
    /// <summary>Bytes of the message: the domain, the old address and the digest, with a zero byte between them.</summary>
    internal const int Size = 14 + 1 + ContentAddress.TextLength + 1 + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Domain => "mg-supersede/1"u8;

    /// <summary>Makes the message.</summary>
    /// <param name="old">The grain to be superseded.</param>
    /// <param name="successor">The new grain.</param>
    /// <param name="message">The message, or an empty array.</param>
    /// <param name="fault">Why there is none: the payload cannot be seen, or is not canonical.</param>
    internal static bool TryMake(ContentAddress old, GrainBlob successor, out byte[] message, out OmsFault fault)
    {
        message = [];
        fault = default;
        if (!successor.View().IsReadable())
            fault = new(OmsErrorCode.NotSupported, "R-9", "A sealed or compressed grain cannot be authorized; authorize it before it is sealed", 1);
        else if (!successor.IsCanonical)
            fault = new(OmsErrorCode.Corrupt, "R-26", "A grain that is not canonical cannot be authorized");
        if (fault.IsFault) return false;
        message = new byte[Size];
        Span<byte> rest = message;
        Domain.CopyTo(rest);
        rest = rest[(Domain.Length + 1)..];
        old.TryFormat(rest, out _, default, CultureInfo.InvariantCulture);
        HashWithoutAuthorization(successor, rest[(ContentAddress.TextLength + 1)..]);
        return true;
    }

    /// <summary>Copies the elements of <c>supersession_auth</c> that may be signatures.</summary>
    internal static List<byte[]> Signatures(GrainBlob successor, int maxCount, int maxBytes)
    {
        List<byte[]> signatures = [];
        if (!successor.View().TryGetCore(Field.SupersessionAuth, out FieldValue field) || field.Kind != OmsValueKind.Array) return signatures;
        foreach (FieldEntry element in field)
        {
            if (maxCount-- == 0) break;
            if (element.Value.Kind == OmsValueKind.Bytes && element.Value.Count <= maxBytes) signatures.Add(element.Value.Bytes.ToArray());
        }
        return signatures;
    }

    /// <summary>
    /// Hashes the header and the payload without the one entry. The other entries of canonical bytes stay as they are without it; only their
    /// number is another one.
    /// </summary>
    private static void HashWithoutAuthorization(GrainBlob grain, Span<byte> digest)
    {
        ReadOnlySpan<byte> blob = grain.Span;
        GrainView view = grain.View();
        if (!view.TryGetCore(Field.SupersessionAuth, out FieldValue field))
        {
            SHA256.HashData(blob, digest);
            return;
        }
        int position = GrainHeader.Size;
        TrustedReader.Read(blob, view.Encoding, ref position, out Token root);
        int valueStart = field.Offset, valueEnd = valueStart + field.Encoded.Length, keyStart;
        while (true)
        {
            keyStart = position;
            int length = TrustedReader.ReadKeyLength(blob, view.Encoding, ref position);
            position += length;
            if (position == valueStart) break;
            TrustedReader.Skip(blob, view.Encoding, ref position);
        }
        Span<byte> head = stackalloc byte[5];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(blob[..GrainHeader.Size]);
        hash.AppendData(head[..WriteMapHead(head, view.Encoding, root.Length - 1)]);
        hash.AppendData(blob[root.ContentStart..keyStart]);
        hash.AppendData(blob[valueEnd..]);
        hash.GetHashAndReset(digest);
    }

    private static int WriteMapHead(Span<byte> head, PayloadEncoding encoding, int count)
    {
        if (encoding == PayloadEncoding.Cbor)
        {
            CborSink sink = new(head);
            sink.Head(Cbor.Map, (ulong)count);
            return sink.Position;
        }
        int size = MsgPack.ContainerHeaderSize(count);
        if (size == 1) head[0] = (byte)(MsgPack.FixMap | count);
        else if (size == 3)
        {
            head[0] = MsgPack.Map16;
            BinaryPrimitives.WriteUInt16BigEndian(head[1..], (ushort)count);
        }
        else
        {
            head[0] = MsgPack.Map32;
            BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)count);
        }
        return size;
    }
}
