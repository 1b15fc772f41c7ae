namespace OpenMemory;

/// <summary>
/// Keys that a grain's type does not have, but that the Compatible mode reads as one of its fields: full names (OMS-6-6) and
/// older keys (OMS-L-5). The current key wins where both are present, which is known only when all have been seen.
/// </summary>
internal sealed class CompatibleKeys(EffectiveMap map, byte type)
{
    private readonly List<(int Slot, bool IsName, int Offset)> _found = [];
    private SlotSet _current;

    /// <summary>Takes note of a field under its current key.</summary>
    internal void AddCurrent(int slot) => _current.Add(slot);

    /// <summary>Takes note of a key without a slot.</summary>
    /// <returns>The slot that it stands for, or -1.</returns>
    internal int Add(ReadOnlySpan<byte> source, scoped in Token key, scoped in Token value)
    {
        int slot = SlotOf(map, type, source.Slice(key.ContentStart, key.Length), new FieldValue(source, value), out bool isName, out _);
        if (slot >= 0) _found.Add((slot, isName, key.Start));
        return slot;
    }

    /// <summary>The slot that a key without one of its own is read as, or -1.</summary>
    internal static int SlotOf(EffectiveMap map, byte type, ReadOnlySpan<byte> key, FieldValue value, out bool isName, out bool negated)
    {
        negated = false;
        int slot = map.FindName(CanonicalOrder.Prefix(key), key);
        isName = slot >= 0;
        if (isName) return slot;
        ReadOnlySpan<byte> text = value.Kind == OmsValueKind.Text ? value.Utf8 : default;
        return LegacyKeys.TryFind(type, key, value.Kind, text, out Field field, out negated) ? map.SlotOf(field) : -1;
    }

    /// <summary>Reports every key that was found.</summary>
    /// <param name="tolerance">Receives the deviations.</param>
    internal void Report(Tolerance tolerance)
    {
        SlotSet current = _current;
        foreach ((int slot, bool isName, int offset) in _found)
        {
            string name = map.Definitions[slot].Name;
            if (current.Contains(slot))
            {
                tolerance.Add(DeviationKind.DuplicateNameAndKey, new(OmsErrorCode.Corrupt, isName ? "OMS-6-6" : "OMS-L-5", "A field stands under two names", offset, name));
                continue;
            }
            current.Add(slot);
            tolerance.Add(
                isName ? DeviationKind.NonCanonical : DeviationKind.LegacyAliasUsed,
                isName
                    ? new(OmsErrorCode.Corrupt, "OMS-6-1", "A field stands under its full name", offset, name)
                    : new(OmsErrorCode.Schema, "OMS-L-5", "A field stands under a key of another version", offset, name));
        }
    }
}
