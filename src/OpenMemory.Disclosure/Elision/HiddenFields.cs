using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>The fields of one grain that are to be hidden, every one of which may be.</summary>
internal readonly struct HiddenFields
{
    private readonly EffectiveMap _map;
    private readonly SlotSet _slots;
    private readonly HashSet<string>? _keys; // of fields that the type does not know

    private HiddenFields(EffectiveMap map, SlotSet slots, HashSet<string>? keys) => (_map, _slots, _keys) = (map, slots, keys);

    /// <summary>Judges the names of fields.</summary>
    /// <exception cref="OmsException">One may not be hidden, or names nothing.</exception>
    internal static HiddenFields Select(in GrainView grain, IEnumerable<string> fields, in ElisionOptions options)
    {
        EffectiveMap map = EffectiveMap.For((byte)grain.Type);
        SlotSet slots = default;
        HashSet<string>? keys = null;
        HashSet<string>? own = null;
        foreach (string name in fields)
        {
            Elidability elidability = ElisionRules.Of(grain, name, out string rule);
            if (elidability == Elidability.Forbidden) Refuse(rule, "The field may not be hidden", name);
            if (elidability == Elidability.Unlisted && !options.AllowUnlisted)
                Refuse(rule, "§10.2 does not list the field, and hiding such a field was not allowed", name);
            int slot = map.FindName(name);
            if (slot >= 0)
            {
                slots.Add(slot);
                continue;
            }
            // A misspelt name would disclose what it was meant to hide.
            if (!Field.TryParse(name, out _) && !(own ??= NamesIn(grain)).Contains(name)) Refuse("R-38", "The grain has no such field", name);
            (keys ??= []).Add(name);
        }
        return new(map, slots, keys);
    }

    /// <summary>Whether the entry under a key is to be hidden.</summary>
    /// <param name="key">The key as it is stored.</param>
    /// <param name="name">The field's full name in UTF-8, where it is.</param>
    internal bool Contains(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> name)
    {
        int slot = _map.FindKey(key);
        bool isHidden = slot >= 0 ? _slots.Contains(slot) : _keys is not null && _keys.Contains(Encoding.UTF8.GetString(key));
        name = !isHidden ? default : slot >= 0 ? _map.Definitions[slot].NameBytes : key.ToArray();
        return isHidden;
    }

    /// <summary>The keys that a grain has or hides, gathered once: a stranger's grain may have very many.</summary>
    private static HashSet<string> NamesIn(in GrainView grain)
    {
        HashSet<string> names = [];
        foreach (FieldEntry entry in grain) names.Add(Encoding.UTF8.GetString(entry.Key));
        if (!DisclosedBytes.TryFindElided(grain, out FieldValue elided)) return names;
        foreach (FieldEntry entry in elided) names.Add(Encoding.UTF8.GetString(entry.Key));
        return names;
    }

    private static void Refuse(string rule, string message, string field) => throw new OmsException(new(OmsErrorCode.Schema, rule, message, -1, field));
}
