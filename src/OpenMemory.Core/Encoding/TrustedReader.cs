using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>Reads payloads that <see cref="PayloadReader"/> has accepted; nothing is checked again.</summary>
internal static class TrustedReader
{
    /// <summary>
    /// Reads one value's header, and the value itself unless it is a container, and moves behind it. The token is filled in
    /// place: copying one right after its parts were written stalls the processor.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Read(ReadOnlySpan<byte> source, PayloadEncoding encoding, ref int position, out Token token)
    {
        if (encoding == PayloadEncoding.MessagePack) TrustedMessagePack.Read(source, ref position, out token);
        else TrustedCbor.Read(source, ref position, out token);
    }

    /// <summary>Reads a key's header and answers the length of its text, at which the position then is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int ReadKeyLength(ReadOnlySpan<byte> source, PayloadEncoding encoding, ref int position) =>
        encoding == PayloadEncoding.MessagePack
            ? TrustedMessagePack.ReadKeyLength(source, ref position)
            : TrustedCbor.ReadKeyLength(source, ref position);

    /// <summary>Moves behind one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Skip(ReadOnlySpan<byte> source, PayloadEncoding encoding, ref int position)
    {
        if (encoding == PayloadEncoding.MessagePack) TrustedMessagePack.Skip(source, ref position);
        else SkipByReading(source, encoding, ref position);
    }

    internal static void SkipByReading(ReadOnlySpan<byte> source, PayloadEncoding encoding, ref int position)
    {
        for (long pending = 1; pending > 0; pending--)
        {
            Read(source, encoding, ref position, out Token token);
            if (token.Kind == OmsValueKind.Array) pending += token.Length;
            else if (token.Kind == OmsValueKind.Map) pending += 2L * token.Length;
        }
    }
}
