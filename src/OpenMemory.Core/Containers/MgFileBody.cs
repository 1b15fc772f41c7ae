using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenMemory;

/// <summary>Puts an uncompressed file together: header, offset index, grain region, footer (§11.2).</summary>
internal static class MgFileBody
{
    private const int ChunkSize = 1 << 18;

    /// <param name="output">Where to.</param>
    /// <param name="header">The header.</param>
    /// <param name="offsets">Each grain's offset in the region, in the order of adding.</param>
    /// <param name="order">The order of the file where it is another one.</param>
    /// <param name="region">The grains in the order of adding.</param>
    internal static void Write(Stream output, MgFileHeader header, List<uint> offsets, List<SortEntry>? order, RegionSpool region)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] chunk = new byte[ChunkSize];
        header.Write(chunk);
        int used = MgFileHeader.Size;
        long position = header.RegionStart;
        for (int i = 0; i < offsets.Count; i++)
        {
            if (used > ChunkSize - 4) Emit();
            BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(used), (uint)(order is null ? header.RegionStart + offsets[i] : position));
            if (order is not null) position += order[i].Length;
            used += 4;
        }
        if (order is null) Copy(0, region.Length);
        else
        {
            foreach (SortEntry entry in order) Copy(offsets[entry.Index], entry.Length);
        }
        Emit();
        output.Write(hash.GetHashAndReset());

        void Copy(long offset, long length)
        {
            while (length > 0)
            {
                if (used == ChunkSize) Emit();
                int part = (int)Math.Min(length, ChunkSize - used);
                region.Read(offset, chunk.AsSpan(used, part));
                used += part;
                offset += part;
                length -= part;
            }
        }

        void Emit()
        {
            hash.AppendData(chunk, 0, used);
            output.Write(chunk, 0, used);
            used = 0;
        }
    }
}
