using System.Text;

namespace OpenMemory;

/// <summary>
/// The fields of one grain type, core and own together, in the canonical order of their keys (§6). A field's place in that
/// order is its slot. Types without a schema have no fields: their keys stay as they are.
/// </summary>
internal sealed class EffectiveMap
{
    /// <summary>The map of a type byte that has no schema .</summary>
    internal static readonly EffectiveMap Opaque = new();

    private static readonly EffectiveMap[] s_byType = BuildAll();

    private readonly KeyIndex _keys;
    private readonly KeyIndex _names;
    private readonly KnownKey[] _known = new KnownKey[Field.Count];

    private EffectiveMap(params FieldDefinition[][] scopes)
    {
        Definitions = [.. scopes.SelectMany(static scope => scope)];
        Array.Sort(Definitions, static (a, b) => CanonicalOrder.Compare(a.KeyBytes, b.KeyBytes));
        Names = [.. Definitions.Select(static definition => definition.Name)];
        _keys = new KeyIndex(Definitions.Select(static definition => definition.KeyBytes));
        _names = new KeyIndex(Definitions.Select(static definition => Encoding.UTF8.GetBytes(definition.Name)));
        Array.Fill(_known, KnownKey.None);
        for (int i = 0; i < Definitions.Length; i++) _known[Definitions[i].Field.Id] = Known(Definitions[i], i);
        if (Definitions.Length > 0) HeaderSlots = Slots(Field.CreatedAt, Field.Namespace, Field.StructuralTags, Field.ContentRefs, Field.EmbeddingRefs);
    }

    /// <summary>The fields by slot.</summary>
    internal FieldDefinition[] Definitions { get; }

    /// <summary>The full names by slot.</summary>
    internal string[] Names { get; }

    /// <summary>The slots of the fields that the header is made of.</summary>
    internal SlotSet HeaderSlots { get; }

    /// <summary>The map of a type byte.</summary>
    internal static EffectiveMap For(byte type) => s_byType[type];

    /// <summary>The slot of a field, or -1 when the type does not have it.</summary>
    internal int SlotOf(Field field) => _known[field.Id].Slot;

    /// <summary>How a field is written.</summary>
    internal ref readonly KnownKey Known(Field field) => ref _known[field.Id];

    /// <summary>The slot of a wire key, or -1.</summary>
    internal int FindKey(ulong prefix, ReadOnlySpan<byte> key) => _keys.Find(prefix, key);

    /// <summary>The slot of a wire key, or -1.</summary>
    internal int FindKey(ReadOnlySpan<byte> key) => _keys.Find(CanonicalOrder.Prefix(key), key);

    /// <summary>The slot of a wire key, or -1.</summary>
    internal int FindKey(string key) => Find(_keys, key);

    /// <summary>The slot of a full name, or -1.</summary>
    internal int FindName(ulong prefix, ReadOnlySpan<byte> name) => _names.Find(prefix, name);

    /// <summary>The slot of a full name, or -1.</summary>
    internal int FindName(string name) => Find(_names, name);

    /// <summary>The slots of some fields of the type.</summary>
    internal SlotSet Slots(params ReadOnlySpan<Field> fields)
    {
        SlotSet slots = default;
        foreach (Field field in fields) slots.Add(SlotOf(field));
        return slots;
    }

    private static KnownKey Known(FieldDefinition definition, int slot)
    {
        // The range of a float is looked at when it is written.
        bool isBounded = definition.Range != FieldRange.None || definition.Type == FieldType.UInt8;
        int suspicious = definition.IsConditional || definition.HasAuthorRules ? -1 : isBounded ? 1 << (int)OmsValueKind.Integer : 0;
        return new(definition.KeyBytes, slot, definition.AllowedKinds & ~suspicious, definition.HasOldForms, definition.Type == FieldType.Float64);
    }

    private static int Find(KeyIndex index, string text)
    {
        // A longer text than this is neither a key nor a name.
        Span<byte> utf8 = stackalloc byte[64];
        if (!Encoding.UTF8.TryGetBytes(text, utf8, out int length)) return -1;
        ReadOnlySpan<byte> key = utf8[..length];
        return index.Find(CanonicalOrder.Prefix(key), key);
    }

    private static EffectiveMap[] BuildAll()
    {
        EffectiveMap[] maps = new EffectiveMap[256];
        Array.Fill(maps, Opaque);
        FieldDefinition[] core = FieldTable.Core, delegation = FieldTable.Delegation;
        maps[1] = new(core, delegation);
        maps[2] = new(core, FieldTable.Event);
        maps[3] = new(core, FieldTable.State);
        maps[4] = new(core, FieldTable.Workflow);
        maps[5] = new(core, FieldTable.Tool);
        maps[6] = new(core, FieldTable.Observation);
        maps[7] = new(core, FieldTable.Goal, delegation);
        maps[8] = new(core, FieldTable.Reasoning);
        maps[9] = new(core, FieldTable.Consensus);
        maps[10] = new(core, FieldTable.Consent);
        maps[11] = new(core, FieldTable.Skill);
        maps[12] = new(core, FieldTable.Recommendation);
        maps[13] = new(core, FieldTable.Trigger);
        return maps;
    }
}
