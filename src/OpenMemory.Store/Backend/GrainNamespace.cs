using System.Text;

namespace OpenMemory.Store;

/// <summary>The namespace of a grain, as rights and lifecycles compare it: in normalization form C, exactly.</summary>
internal static class GrainNamespace
{
    /// <summary>Where a grain without a namespace belongs (§28.2).</summary>
    internal const string Shared = "shared";

    /// <summary>The namespace; empty where the grain has none, null where it cannot be seen: sealed, compressed or elided.</summary>
    internal static string? Of(GrainView grain)
    {
        if (grain.IsSealed || CompressedPayload.IsIn(grain.Header.Flags)) return null;
        ReadOnlySpan<byte> utf8 = SetGrain.Namespace(grain);
        if (!utf8.IsEmpty) return Encoding.UTF8.GetString(SetGrain.Normalize(utf8));
        return IsElided(grain) ? null : "";
    }

    /// <summary>A text of a caller's as grains hold it.</summary>
    internal static string Normalize(string text) => Encoding.UTF8.GetString(SetGrain.Normalize(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether a text of a caller's can stand in a grain: it has no lone surrogate.</summary>
    internal static bool IsUnicode(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return false;
        }
        return true;
    }

    /// <summary>Whether a disclosed grain hides its namespace, which is not the same as having none.</summary>
    internal static bool IsElided(GrainView grain)
    {
        if (!grain.TryGet(Field.Elided, out FieldValue hidden) && !grain.TryGet("_e"u8, out hidden)) return false;
        foreach (FieldEntry entry in hidden)
        {
            if (entry.Key.SequenceEqual("namespace"u8) || entry.Key.SequenceEqual("ns"u8)) return true;
        }
        return false;
    }
}
