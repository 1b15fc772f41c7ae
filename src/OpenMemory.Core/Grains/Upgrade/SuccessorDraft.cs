namespace OpenMemory;

/// <summary>The fields of a successor while they are being put together, and what was changed on the way (legacy §10).</summary>
internal sealed class SuccessorDraft
{
    private readonly Dictionary<string, OmsValue> _fields;
    private readonly List<string> _changes = [];

    private SuccessorDraft(Grain original)
    {
        Type = original.Type;
        _fields = original.ToFields().ToDictionary();
        _fields.Remove("type");
    }

    /// <summary>The successor's type; some old conventions have a type of their own now.</summary>
    internal GrainType Type { get; set; }

    internal IReadOnlyList<string> Changes => _changes;

    /// <summary>What keeps the draft from being written, whatever its fields are.</summary>
    internal OmsFault Fault { get; set; }

    internal static SuccessorDraft Of(ReceivedGrain original, ContentAddress? workflow)
    {
        SuccessorDraft draft = new(original.Grain);
        if (original.Grain.Type.HasSchema())
        {
            draft.NoteDeviations(original);
            CurrentForm.Apply(draft);
            LegacySkill.Apply(draft);
            LegacyTrigger.Apply(draft, workflow);
        }
        else if (!original.Blob.IsCanonical) draft.Note("canonical bytes");
        if (draft.Changes.Count > 0) draft._fields[original.Grain.Type.HasSchema() ? "derived_from" : "df"] = OmsValue.FromTexts([original.Blob.Address.ToString()]);
        return draft;
    }

    internal Grain ToGrain(ReceivedGrain original) =>
        Grain.New(Type).Filled(_fields, original.Blob.Header.Sensitivity, original.Grain.Encoding);

    internal OmsValue Get(string name) => _fields.GetValueOrDefault(name);

    internal string? GetText(string name) => Get(name) is { Kind: OmsValueKind.Text } value ? value.AsText() : null;

    /// <summary>Sets a field and says so.</summary>
    internal void Set(string name, in OmsValue value, string change)
    {
        _fields[name] = value;
        Note(change);
    }

    /// <summary>Sets a field that follows from a change that was noted already.</summary>
    internal void Set(string name, in OmsValue value)
    {
        if (!value.IsNull) _fields[name] = value;
    }

    internal void Remove(string name, string change)
    {
        if (_fields.Remove(name)) Note(change);
    }

    internal void Remove(string name) => _fields.Remove(name);

    internal void Note(string change)
    {
        if (!_changes.Contains(change)) _changes.Add(change);
    }

    internal IEnumerable<string> Names => _fields.Keys;

    private void NoteDeviations(ReceivedGrain original)
    {
        Grain grain = original.Grain;
        if (grain.DeclaredType != grain.TypeName) Note($"type string {grain.TypeName}");
        foreach (Deviation deviation in original.Deviations)
        {
            Note(deviation.Kind switch
            {
                DeviationKind.Bit5SetByPeer => "header bit 5",
                DeviationKind.LegacyAliasUsed => $"key of {deviation.Fault.Field}",
                DeviationKind.DuplicateNameAndKey => $"one name for {deviation.Fault.Field}",
                DeviationKind.SchemaInvalid => $"schema of {deviation.Fault.Field ?? "the type"}",
                _ => "canonical bytes",
            });
        }
    }
}
