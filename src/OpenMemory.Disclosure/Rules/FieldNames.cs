using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>Full names of the entries of a payload: what <c>_elided</c> is keyed by .</summary>
internal static class FieldNames
{
    /// <summary>Finds an entry of a map by its key.</summary>
    internal static bool TryFind(FieldValue map, string key, out FieldValue value)
    {
        Span<byte> utf8 = stackalloc byte[256];
        ReadOnlySpan<byte> wanted = Encoding.UTF8.TryGetBytes(key, utf8, out int length) ? utf8[..length] : Encoding.UTF8.GetBytes(key);
        foreach (FieldEntry entry in map)
        {
            if (!entry.Key.SequenceEqual(wanted)) continue;
            value = entry.Value;
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>The full name of an entry; its key where the grain's type does not know it.</summary>
    internal static string Of(FieldEntry entry) => entry.Field == default ? Encoding.UTF8.GetString(entry.Key) : entry.Field.FullName;
}
