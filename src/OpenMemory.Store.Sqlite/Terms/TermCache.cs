namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Numbers of terms that a writer used lately, so that the namespace of every grain is not looked up again. Each place holds the last one
/// that hashed to it.
/// </summary>
internal sealed class TermCache
{
    private const int Places = 1 << 13;

    private readonly (byte[] Text, TermField Field, long Id)[] _places = new (byte[], TermField, long)[Places];

    /// <summary>The number, or 0.</summary>
    internal long Find(TermField field, ReadOnlySpan<byte> text)
    {
        ref (byte[] Text, TermField Field, long Id) place = ref PlaceOf(field, text);
        return place.Id != 0 && place.Field == field && text.SequenceEqual(place.Text) ? place.Id : 0;
    }

    internal void Set(TermField field, ReadOnlySpan<byte> text, long id) => PlaceOf(field, text) = (text.ToArray(), field, id);

    internal void Remove(TermField field, ReadOnlySpan<byte> text)
    {
        ref (byte[] Text, TermField Field, long Id) place = ref PlaceOf(field, text);
        place.Text?.AsSpan().Clear();
        place = default;
    }

    /// <summary>Forgets everything: another process wrote, or a transaction was undone.</summary>
    internal void Clear() => Array.Clear(_places);

    private ref (byte[] Text, TermField Field, long Id) PlaceOf(TermField field, ReadOnlySpan<byte> text)
    {
        HashCode hash = default;
        hash.Add((byte)field);
        hash.AddBytes(text);
        return ref _places[hash.ToHashCode() & (Places - 1)];
    }
}
