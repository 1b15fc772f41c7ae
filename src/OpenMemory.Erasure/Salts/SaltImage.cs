using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// A file of salts as it is to be written: header (<c>OMSALTS</c>, version 1, numbers of checks, entries and receipts), checks of master
/// keys (value 32, version of the master key 4), entries (<see cref="SaltRecord"/>), receipts (token 32, version of the master key 4,
/// salts 4, milliseconds 8, hash of the one before 32), SHA-256 of all of it.
/// </summary>
internal sealed class SaltImage(SaltChunks chunks, SaltChange change, MasterKeyCheck[] checks, IReadOnlyList<ErasureReceipt> receipts)
{
    internal const int HeaderBytes = 20, CheckBytes = 36, ReceiptBytes = 80, FooterBytes = SHA256.HashSizeInBytes;

    /// <summary>The magic bytes and the version.</summary>
    internal static ReadOnlySpan<byte> Magic => "OMSALTS\u0001"u8;

    /// <summary>Writes it, without a copy of a salt in any buffer that is not wiped, and returns the checksum at its end.</summary>
    internal byte[] Write(Stream stream)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> header = stackalloc byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], (uint)checks.Length);
        BinaryPrimitives.WriteUInt32BigEndian(header[12..], (uint)change.Count);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], (uint)(receipts.Count + (change.Receipt is null ? 0 : 1)));
        Write(stream, hash, header);
        WriteChecks(stream, hash);
        WriteEntries(stream, hash);
        WriteReceipts(stream, hash);
        byte[] footer = hash.GetCurrentHash();
        stream.Write(footer);
        return footer;
    }

    private void WriteChecks(Stream stream, IncrementalHash hash)
    {
        Span<byte> record = stackalloc byte[CheckBytes];
        foreach (MasterKeyCheck check in checks)
        {
            check.Value.CopyTo(record);
            BinaryPrimitives.WriteUInt32BigEndian(record[BlindToken.SizeInBytes..], check.MasterKeyVersion);
            Write(stream, hash, record);
        }
    }

    private void WriteEntries(Stream stream, IncrementalHash hash)
    {
        byte[] edited = GC.AllocateArray<byte>(SaltChunks.ChunkBytes, pinned: true);
        int edit = 0;
        for (int first = 0; first < change.Count; first += SaltChunks.RecordsPerChunk)
        {
            ReadOnlySpan<byte> entries = chunks.GetChunk(first / SaltChunks.RecordsPerChunk, change.Count);
            int end = first + SaltChunks.RecordsPerChunk;
            if (edit < change.Edits.Count && change.Edits.GetKeyAtIndex(edit) < end)
            {
                entries.CopyTo(edited);
                entries = edited.AsSpan(0, entries.Length);
                for (; edit < change.Edits.Count && change.Edits.GetKeyAtIndex(edit) < end; edit++)
                    change.Edits.GetValueAtIndex(edit).CopyTo(edited, (change.Edits.GetKeyAtIndex(edit) - first) * SaltRecord.SizeInBytes);
            }
            try
            {
                Write(stream, hash, entries);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(edited);
            }
        }
    }

    private void WriteReceipts(Stream stream, IncrementalHash hash)
    {
        byte[] buffer = new byte[SaltChunks.RecordsPerChunk * ReceiptBytes];
        int length = 0;
        IEnumerable<ErasureReceipt> all = change.Receipt is null ? receipts : receipts.Append(change.Receipt);
        foreach (ErasureReceipt receipt in all)
        {
            Span<byte> record = buffer.AsSpan(length, ReceiptBytes);
            receipt.Token.CopyTo(record);
            BinaryPrimitives.WriteUInt32BigEndian(record[32..], receipt.MasterKeyVersion);
            BinaryPrimitives.WriteUInt32BigEndian(record[36..], (uint)receipt.Salts);
            BinaryPrimitives.WriteInt64BigEndian(record[40..], receipt.DestroyedAt.Value);
            receipt.Previous.CopyTo(record[48..]);
            length += ReceiptBytes;
            if (length < buffer.Length) continue;
            Write(stream, hash, buffer);
            length = 0;
        }
        Write(stream, hash, buffer.AsSpan(0, length));
    }

    private static void Write(Stream stream, IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        stream.Write(bytes);
    }
}
