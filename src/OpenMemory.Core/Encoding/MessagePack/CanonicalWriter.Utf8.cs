using System.Buffers.Binary;

namespace OpenMemory;

internal sealed partial class CanonicalWriter
{
    /// <summary>Begins an array whose number of elements is not known yet.</summary>
    /// <returns>What <see cref="EndArray(int, int)"/> is given.</returns>
    internal int BeginArray()
    {
        Enter();
        Reserve(1);
        return _length++; // the short header; moved if the array turns out to need a longer one
    }

    /// <summary>Ends an array that was begun without a number. Maps inside it are ended, so nothing else knows where its bytes stand.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="count">The number of its elements.</param>
    internal void EndArray(int start, int count)
    {
        _depth--;
        int size = MsgPack.ContainerHeaderSize(count);
        if (size == 1)
        {
            _buffer[start] = (byte)(MsgPack.FixArray | count);
            return;
        }
        Reserve(size);
        _buffer.AsSpan(start + 1, _length - start - 1).CopyTo(_buffer.AsSpan(start + size));
        _length += size - 1;
        Span<byte> to = _buffer.AsSpan(start);
        to[0] = size == 3 ? MsgPack.Array16 : MsgPack.Array32;
        if (size == 3) BinaryPrimitives.WriteUInt16BigEndian(to[1..], (ushort)count);
        else BinaryPrimitives.WriteInt32BigEndian(to[1..], count);
    }

    /// <summary>Whether the map that is being written has a key already. Looks at all of them.</summary>
    internal bool HasKey(ReadOnlySpan<byte> key)
    {
        for (int i = _open.FirstEntry; i < _entryCount; i++)
        {
            if (Key(_entries[i]).SequenceEqual(key)) return true;
        }
        return false;
    }
}
