namespace OpenMemory.Store.Sqlite;

/// <summary>The terms of one grain, in a buffer that is used over and over. One that a grain has twice stands here twice.</summary>
internal sealed class TermList
{
    private readonly List<(TermField Field, int Start, int Length)> _terms = [];
    private byte[] _bytes = new byte[1024];
    private int _used;

    /// <summary>How many there are.</summary>
    internal int Count => _terms.Count;

    internal TermField FieldOf(int index) => _terms[index].Field;

    internal ReadOnlySpan<byte> TextOf(int index) => _bytes.AsSpan(_terms[index].Start, _terms[index].Length);

    internal void Clear()
    {
        _terms.Clear();
        _used = 0;
    }

    internal void Add(TermField field, ReadOnlySpan<byte> text)
    {
        if (_bytes.Length - _used < TermText.MaxLength) Array.Resize(ref _bytes, 2 * _bytes.Length);
        int length = TermText.Write(text, _bytes.AsSpan(_used));
        _terms.Add((field, _used, length));
        _used += length;
    }
}
