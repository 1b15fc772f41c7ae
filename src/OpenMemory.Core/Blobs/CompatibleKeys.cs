namespace OpenMemory;

/// <summary>
/// Keys that a grain's type does not have, but that the Compatible mode reads as one of its fields: full names (OMS-6-6) and
/// older keys (OMS-L-5). The current key wins over the full name, and that over older keys, which is known only when all have
/// been seen.
/// </summary>
internal sealed class CompatibleKeys(EffectiveMap map, byte type)
{
    private readonly List<(int Slot, bool IsName, int Offset, Token Value)> _found = [];
    private SlotSet _present;

    /// <summary>Takes note of a field under its current key.</summary>
    internal void AddCurrent(int slot) => _present.Add(slot);

    /// <summary>Takes note of a key without a slot.</summary>
    internal void Add(ReadOnlySpan<byte> source, scoped in Token key, scoped in Token value)
    {
        int slot = SlotOf(map, type, source.Slice(key.ContentStart, key.Length), new FieldValue(source, value), out bool isName, out _);
        if (slot >= 0) _found.Add((slot, isName, key.Start, value));
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

    /// <summary>Reports every key that was found, and hands on the values that count.</summary>
    /// <param name="schema">Judges the values as if they stood under their current keys (OMS-L-7).</param>
    /// <param name="tolerance">Receives the deviations.</param>
    internal void Report(ref SchemaCheck schema, Tolerance tolerance)
    {
        for (int i = 0; i < _found.Count; i++)
        {
            (int slot, bool isName, int offset, Token value) = _found[i];
            string name = map.Definitions[slot].Name;
            if (Wins(i))
            {
                schema.Add(slot, value);
                tolerance.Add(
                    isName ? DeviationKind.NonCanonical : DeviationKind.LegacyAliasUsed,
                    isName
                        ? new(OmsErrorCode.Corrupt, "OMS-6-1", "A field stands under its full name", offset, name)
                        : new(OmsErrorCode.Schema, "OMS-L-5", "A field stands under a key of another version", offset, name));
            }
            else
            {
                schema.AddHidden(slot, value);
                tolerance.Add(
                    DeviationKind.DuplicateNameAndKey,
                    new(isName ? OmsErrorCode.Corrupt : OmsErrorCode.Schema, isName ? "OMS-6-6" : "OMS-L-5", "A field stands under two names", offset, name));
            }
        }
    }

    /// <summary>Looks at the values that count.</summary>
    internal void LookAt(ReadOnlySpan<byte> source, CompatibleMarks marks)
    {
        for (int i = 0; i < _found.Count; i++)
        {
            if (Wins(i)) marks.Look(map.Definitions[_found[i].Slot], new FieldValue(source, _found[i].Value));
        }
    }

    /// <summary>Whether a key is the one that its field is read from. There are as few as older keys of the type.</summary>
    private bool Wins(int index)
    {
        (int slot, bool isName, _, _) = _found[index];
        if (_present.Contains(slot)) return false;
        for (int i = 0; i < _found.Count; i++)
        {
            bool isBefore = _found[i].IsName == isName ? i < index : _found[i].IsName;
            if (_found[i].Slot == slot && isBefore) return false;
        }
        return true;
    }
}
