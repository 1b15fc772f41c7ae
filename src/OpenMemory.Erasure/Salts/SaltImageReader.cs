using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// Reads a file of salts straight into its place in memory. Counts are proved against the file's length first, memory is taken as
/// entries are read and found sound.
/// </summary>
internal sealed class SaltImageReader : IDisposable
{
    private const string Rule = "R-51";

    private readonly FileStream _file;
    private readonly SaltTable _table;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _offset;

    private SaltImageReader(FileStream file, SaltTable table) => (_file, _table) = (file, table);

    /// <summary>Fills an empty table, and returns the checksum at the end of the file.</summary>
    /// <exception cref="OmsException">The file is not one that a store wrote.</exception>
    internal static byte[] Read(FileStream file, SaltTable table)
    {
        using SaltImageReader reader = new(file, table);
        (uint checks, uint entries, uint receipts) = reader.ReadHeader();
        reader.ReadChecks(checks);
        reader.ReadEntries(entries);
        reader.ReadReceipts(receipts);
        byte[] expected = reader._hash.GetCurrentHash();
        Span<byte> footer = stackalloc byte[SaltImage.FooterBytes];
        long start = reader._offset;
        reader.Fill(footer);
        if (!CryptographicOperations.FixedTimeEquals(expected, footer)) Throw.Fault(OmsErrorCode.Integrity, Rule, "The checksum of the salts differs", start);
        return expected;
    }

    public void Dispose() => _hash.Dispose();

    private (uint Checks, uint Entries, uint Receipts) ReadHeader()
    {
        Span<byte> header = stackalloc byte[SaltImage.HeaderBytes];
        long length = _file.CanSeek ? _file.Length : 0; // a pipe is no such file
        if (length < SaltImage.HeaderBytes + SaltImage.FooterBytes) Throw.Fault(OmsErrorCode.Corrupt, Rule, "A file of salts is too short", length);
        Fill(header);
        int last = SaltImage.Magic.Length - 1;
        if (!header.StartsWith(SaltImage.Magic[..last])) Throw.Fault(OmsErrorCode.Corrupt, Rule, "This is no file of salts", 0);
        if (header[last] != SaltImage.Magic[last]) Throw.Fault(OmsErrorCode.Version, Rule, "This version of a file of salts is not known", last);
        uint checks = BinaryPrimitives.ReadUInt32BigEndian(header[8..]), entries = BinaryPrimitives.ReadUInt32BigEndian(header[12..]), receipts = BinaryPrimitives.ReadUInt32BigEndian(header[16..]);
        long records = ((long)checks * SaltImage.CheckBytes) + ((long)entries * SaltRecord.SizeInBytes) + ((long)receipts * SaltImage.ReceiptBytes); // below 2^40
        if (length != SaltImage.HeaderBytes + records + SaltImage.FooterBytes) Throw.Fault(OmsErrorCode.Corrupt, Rule, "The numbers in the header do not agree with the length of the file", 8);
        return (checks, entries, receipts);
    }

    private void ReadChecks(uint count)
    {
        Span<byte> record = stackalloc byte[SaltImage.CheckBytes];
        for (uint i = 0; i < count; i++)
        {
            long start = _offset;
            Fill(record);
            MasterKeyCheck check = new(BinaryPrimitives.ReadUInt32BigEndian(record[BlindToken.SizeInBytes..]), new(record[..BlindToken.SizeInBytes]));
            if (!_table.TryTake(check)) Throw.Fault(OmsErrorCode.Corrupt, Rule, "Two checks are of the same version", start);
        }
    }

    private void ReadEntries(uint count)
    {
        for (long first = 0; first < count; first += SaltChunks.RecordsPerChunk)
        {
            long start = _offset;
            int place = checked((int)first), end = checked((int)Math.Min(count, first + SaltChunks.RecordsPerChunk));
            _table.Chunks.Reserve(place);
            Fill(_table.Chunks.GetChunk(place / SaltChunks.RecordsPerChunk, end));
            for (; place < end; place++, start += SaltRecord.SizeInBytes)
            {
                OmsFault fault = SaltRecord.Check(_table.Chunks[place]);
                if (fault.IsFault) Throw.Fault(fault.At(start));
                if (!_table.TryTake(place)) Throw.Fault(OmsErrorCode.Corrupt, Rule, "Two entries have the same name", start);
            }
        }
    }

    private void ReadReceipts(uint count)
    {
        Span<byte> record = stackalloc byte[SaltImage.ReceiptBytes];
        ContentAddress previous = default;
        for (long number = 1; number <= count; number++)
        {
            long start = _offset;
            Fill(record);
            int salts = BinaryPrimitives.ReadInt32BigEndian(record[36..]);
            ErasureReceipt receipt = new(
                number, new(record[..32]), BinaryPrimitives.ReadUInt32BigEndian(record[32..]), BinaryPrimitives.ReadInt64BigEndian(record[40..]), salts, new(record[48..]));
            if (salts < 0) Throw.Fault(OmsErrorCode.Corrupt, Rule, "A receipt counts too many salts", start + 36);
            if (receipt.Previous != previous) Throw.Fault(OmsErrorCode.Integrity, Rule, "A receipt does not follow the one before", start + 48);
            if (!_table.TryTake(receipt)) Throw.Fault(OmsErrorCode.Corrupt, Rule, "Nothing is under the name of a receipt", start);
            previous = receipt.Hash;
        }
    }

    private void Fill(Span<byte> bytes)
    {
        int read = _file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length) Throw.Fault(OmsErrorCode.Corrupt, Rule, "The file became shorter while it was read", _offset + read);
        _offset += read;
        _hash.AppendData(bytes);
    }
}
