using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// The members of one object that are null: they are absent from the payload (OMS-4.5-1), but none of them may stand beside another one
/// of the same name (OMS-4.1-2). A few plain names are remembered, by where they stand in the JSON.
/// </summary>
internal struct NullMembers
{
    private const int Most = 8;

    [InlineArray(Most)]
    private struct Places
    {
        private (int Start, int Length) _first;
    }

    private Places _places;
    private int _count;

    /// <summary>Takes note of a name.</summary>
    /// <param name="start">Where it begins; below zero where it is written with escapes.</param>
    /// <param name="length">Its bytes.</param>
    /// <returns>Whether it was plain, and there was room.</returns>
    internal bool TryAdd(int start, int length)
    {
        if (start < 0 || _count == Most) return false;
        _places[_count++] = (start, length);
        return true;
    }

    /// <summary>Whether no name stands twice, as far as null members are concerned.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="written">Holds the other members of the object.</param>
    /// <param name="names">The names that were written as short keys.</param>
    internal readonly bool AreAlone(ReadOnlySpan<byte> json, CanonicalWriter written, NestedMap? names = null)
    {
        for (int i = 0; i < _count; i++)
        {
            ReadOnlySpan<byte> name = json.Slice(_places[i].Start, _places[i].Length);
            if (Utf8Text.Check(name, out _) != TextFault.None || written.HasKey(names?.Find(name, out _)?.KeyBytes ?? name)) return false;
            for (int j = 0; j < i; j++)
            {
                if (name.SequenceEqual(json.Slice(_places[j].Start, _places[j].Length))) return false;
            }
        }
        return true;
    }
}
