using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenMemory.Store;

/// <summary>
/// Hashes what a field says, keyed by a secret of the process: strangers choose texts, and must not be able to choose ones that collide.
/// A collision costs a comparison and is never an answer.
/// </summary>
internal static class TermHash
{
    private static readonly ulong s_first = Secret(), s_second = Secret(), s_third = Secret();

    /// <summary>The hash of a text in a field.</summary>
    internal static uint Of(Field field, ReadOnlySpan<byte> utf8)
    {
        ulong state = Fold(s_first ^ field.Id, s_second ^ (ulong)utf8.Length);
        for (; utf8.Length >= 8; utf8 = utf8[8..]) state = Fold(state ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8), s_third ^ state);
        if (!utf8.IsEmpty)
        {
            Span<byte> rest = stackalloc byte[8];
            rest.Clear();
            utf8.CopyTo(rest);
            state = Fold(state ^ BinaryPrimitives.ReadUInt64LittleEndian(rest), s_third ^ state);
        }
        ulong last = Fold(state ^ s_second, s_first);
        return (uint)(last ^ (last >> 32));
    }

    private static ulong Fold(ulong one, ulong other)
    {
        ulong high = Math.BigMul(one, other, out ulong low);
        return high ^ low;
    }

    private static ulong Secret()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
