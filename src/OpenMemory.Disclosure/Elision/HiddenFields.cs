using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>The fields of one grain that are to be hidden, every one of which may be.</summary>
internal readonly struct HiddenFields
{
    private readonly EffectiveMap _map;
    private readonly SlotSet _slots;
    private readonly List<byte[]>? _keys; // of fields that the type does not know

    private HiddenFields(EffectiveMap map, SlotSet slots, List<byte[]>? keys) => (_map, _slots, _keys) = (map, slots, keys);

    /// <summary>Judges the names of fields.</summary>
    /// <exception cref="OmsException">One may not be hidden, or names nothing.</exception>
    internal static HiddenFields Select(in GrainView grain, IEnumerable<string> fields, in ElisionOptions options)
    {
        EffectiveMap map = EffectiveMap.For((byte)grain.Type);
        SlotSet slots = default;
        List<byte[]>? keys = null;
        foreach (string name in fields)
        {
            Elidability elidability = ElisionRules.Of(grain, name, out string rule);
            if (elidability == Elidability.Forbidden) Refuse(rule, "The field may not be hidden", name);
            if (elidability == Elidability.Unlisted && !options.AllowUnlisted)
                Refuse(rule, "§10.2 does not list the field; ElisionOptions.AllowUnlisted lets it be hidden", name);
            int slot = map.FindName(name);
            if (slot >= 0)
            {
                slots.Add(slot);
                continue;
            }
            byte[] key = Encoding.UTF8.GetBytes(name);
            // A misspelt name would disclose what it was meant to hide.
            if (!Field.TryParse(name, out _) && !grain.TryGet(key, out _) && !IsElided(grain, name)) Refuse("R-38", "The grain has no such field", name);
            (keys ??= []).Add(key);
        }
        return new(map, slots, keys);
    }

    internal bool Contains(FieldEntry entry, out ReadOnlyMemory<byte> name)
    {
        int slot = _map.FindKey(entry.Key);
        name = slot >= 0 ? _map.Definitions[slot].NameBytes : default;
        if (slot >= 0) return _slots.Contains(slot);
        foreach (byte[] key in _keys ?? [])
        {
            if (!entry.Key.SequenceEqual(key)) continue;
            name = key;
            return true;
        }
        return false;
    }

    private static bool IsElided(in GrainView grain, string name) =>
        DisclosedBytes.TryFindElided(grain, out FieldValue elided) && FieldNames.TryFind(elided, name, out _);

    private static void Refuse(string rule, string message, string field) => throw new OmsException(new(OmsErrorCode.Schema, rule, message, -1, field));
}
