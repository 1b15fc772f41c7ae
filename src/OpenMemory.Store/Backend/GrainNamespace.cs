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
        if (!grain.IsReadable()) return null;
        ReadOnlySpan<byte> utf8 = SetGrain.Namespace(grain);
        if (!utf8.IsEmpty) return Encoding.UTF8.GetString(Nfc.Normalized(utf8));
        return grain.Hides(Field.Namespace) ? null : "";
    }
}
