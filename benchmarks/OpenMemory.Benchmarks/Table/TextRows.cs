using System.Runtime.InteropServices;
using System.Text;

namespace OpenMemory.Benchmarks;

/// <summary>The rows of the check of normalization form C, 4 KB of text in each of six scripts.</summary>
internal static class TextRows
{
    /// <summary>Size of a text in bytes of UTF-8.</summary>
    internal const int Bytes = 4096;

    private const int Texts = 200;

    internal static IEnumerable<TableWork> All() => Enum.GetValues<Script>().Select(static script => Of(script, ScriptSamples.Normal(script, Bytes)));

    /// <summary>The row of a script.</summary>
    /// <param name="script">Its name.</param>
    /// <param name="text">The text, which must be in form C.</param>
    internal static TableWork Of(Script script, string text)
    {
        ReadOnlyMemory<byte> utf8 = Aligned(Encoding.UTF8.GetBytes(text));
        return new(RowNames.Nfc(script), "text", Texts, () => Check(utf8.Span), () => Prove(text, utf8.Span))
        {
            Parameters = "4 KB",
            LimitName = script == Script.Ascii ? "one pass over the bytes" : "string.IsNormalized",
            Limit = script == Script.Ascii ? () => Pass(utf8.Span) : () => CheckByLibrary(text),
            IsDetail = script is not (Script.Ascii or Script.Latin or Script.Hangul),
        };
    }

    private static void Check(ReadOnlySpan<byte> utf8)
    {
        for (int i = 0; i < Texts; i++) TableWork.Sink += Nfc.IsNormalized(utf8) ? 1 : 0;
    }

    private static void Prove(string text, ReadOnlySpan<byte> utf8)
    {
        Proof.That(utf8.Length == Bytes);
        Proof.That(Nfc.IsNormalized(utf8) && text.IsNormalized(NormalizationForm.FormC));
        byte[] notNormal = Encoding.UTF8.GetBytes("e\u0301" + text);
        Proof.That(!Nfc.IsNormalized(notNormal));
    }

    private static void Pass(ReadOnlySpan<byte> utf8)
    {
        ulong sum = 0;
        for (int i = 0; i < Texts; i++) sum += Limits.Pass(utf8);
        TableWork.Sink += (long)sum;
    }

    private static void CheckByLibrary(string text)
    {
        for (int i = 0; i < Texts; i++) TableWork.Sink += text.IsNormalized(NormalizationForm.FormC) ? 1 : 0;
    }

    /// <summary>The bytes at the beginning of a cache line, in every process: where they begin makes half of the time of ASCII.</summary>
    private static Memory<byte> Aligned(byte[] utf8)
    {
        byte[] room = GC.AllocateArray<byte>(utf8.Length + 64, pinned: true);
        int from = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(room, 0) & 63);
        utf8.CopyTo(room, from);
        return room.AsMemory(from, utf8.Length);
    }
}
