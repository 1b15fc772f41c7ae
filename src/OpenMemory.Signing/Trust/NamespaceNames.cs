using System.Buffers;
using System.Text;

namespace OpenMemory.Signing;

/// <summary>Namespaces as policies name them and as grains have them.</summary>
internal static class NamespaceNames
{
    /// <summary>What a grain without a namespace belongs to (§28.2, R-10).</summary>
    internal const string Default = "shared";

    private static ReadOnlySpan<byte> FullName => "namespace"u8;

    private static ReadOnlySpan<byte> StoredKey => "ns"u8;

    private static ReadOnlySpan<byte> ElidedKey => "_e"u8;

    internal static bool IsPrefix(string name) => name.EndsWith('*');

    /// <summary>A name of a policy in NFC.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    internal static string Require(string name)
    {
        if (string.IsNullOrEmpty(name)) throw new ArgumentException($"A rule names a namespace; grains without one count as '{Default}'.");
        if (name == "*") throw new ArgumentException("The rule of all other namespaces is the fallback.");
        if (name.AsSpan(0, name.Length - 1).Contains('*')) throw new ArgumentException("An asterisk stands at the end only.");
        return InNfc(Encoding.UTF8.GetBytes(name));
    }

    /// <summary>Reads a grain's namespace from its payload (OMS-3.1-5).</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="name">The namespace in NFC, which the Compatible mode does not demand; empty where the grain has none.</param>
    /// <returns>False where it cannot be told: the grain is sealed, the field elided, or not a text.</returns>
    internal static bool TryRead(GrainBlob grain, out string name)
    {
        name = "";
        GrainView view = grain.View();
        if (view.IsSealed || IsElided(view)) return false;
        bool hasSchema = view.Type.HasSchema();
        // A type without a schema keeps raw keys: it is not for us to say which of two names counts.
        if (!hasSchema && view.TryGet(FullName, out _)) return false;
        if (!(hasSchema ? view.TryGet(Field.Namespace, out FieldValue value) : view.TryGet(StoredKey, out value))) return true;
        if (value.Kind != OmsValueKind.Text) return false;
        name = InNfc(value.Utf8);
        return true;
    }

    private static string InNfc(ReadOnlySpan<byte> utf8)
    {
        if (Nfc.IsNormalized(utf8)) return Encoding.UTF8.GetString(utf8);
        ArrayBufferWriter<byte> normalized = new(utf8.Length);
        Nfc.Normalize(utf8, normalized);
        return Encoding.UTF8.GetString(normalized.WrittenSpan);
    }

    private static bool IsElided(GrainView view)
    {
        if (!(view.TryGet(Field.Elided, out FieldValue elided) || view.TryGet(ElidedKey, out elided))) return false;
        if (elided.Kind != OmsValueKind.Map) return true; // of an unknown type: nobody knows what it hides
        foreach (FieldEntry entry in elided)
        {
            if (entry.Key.SequenceEqual(FullName) || entry.Key.SequenceEqual(StoredKey)) return true;
        }
        return false;
    }
}
