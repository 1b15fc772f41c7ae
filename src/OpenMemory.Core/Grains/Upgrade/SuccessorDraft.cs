namespace OpenMemory;

/// <summary>The fields of a successor while they are being put together, and what was changed on the way (legacy §10).</summary>
internal sealed class SuccessorDraft
{
    private readonly Dictionary<string, OmsValue> _fields;
    private readonly List<string> _changes = [];

    private readonly ReceivedGrain _original;

    private SuccessorDraft(ReceivedGrain original)
    {
        _original = original;
        Type = original.Grain.Type;
        _fields = original.Grain.ToFields().ToDictionary();
        _fields.Remove("type");
    }

    /// <summary>The successor's type; some old conventions have a type of their own now.</summary>
    internal GrainType Type { get; set; }

    internal IReadOnlyList<string> Changes => _changes;

    /// <summary>What keeps the draft from being written, whatever its fields are.</summary>
    internal OmsFault Fault { get; private set; }

    internal static SuccessorDraft Of(ReceivedGrain original, ContentAddress? workflow)
    {
        SuccessorDraft draft = new(original);
        draft.NoteDeviations();
        NestedForm.Apply(draft);
        CurrentForm.RemoveOldNames(draft);
        LegacySkill.Apply(draft);
        LegacyTrigger.Apply(draft, workflow);
        CurrentForm.RemoveOldNames(draft); // again: which names are old depends on the type
        CurrentForm.Apply(draft);
        CurrentShape.Apply(draft);
        BareAddresses.Apply(draft);
        if (draft.Changes.Count == 0) draft.CheckRules();
        if (draft.Changes.Count == 0) return draft;
        PastStatements.Apply(draft);
        draft._fields["derived_from"] = OmsValue.FromTexts([original.Blob.Address.ToString()]);
        return draft;
    }

    internal Grain ToGrain() => Grain.New(Type).Filled(_fields, _original.Blob.Header.Sensitivity, _original.Grain.Encoding);

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

    /// <summary>Keeps the draft from being written; the first reason is the one that is told.</summary>
    internal void Fail(in OmsFault fault)
    {
        if (!Fault.IsFault) Fault = fault;
    }

    internal IEnumerable<string> Names => _fields.Keys;

    /// <summary>Whether a field that the grain is read to have stands in the blob under neither its key nor its name.</summary>
    internal bool IsDerived(Field field) => !_original.Content.View().TryGet(field, out _);

    /// <summary>Whether such a field does not stand there under an older key either.</summary>
    internal bool IsInferred(string name, Field field) =>
        IsDerived(field) && !_original.Deviations.Any(deviation => deviation.Kind == DeviationKind.LegacyAliasUsed && deviation.Fault.Field == name);

    /// <summary>
    /// A reader keeps what no author may write. A grain that shows a part of another one was not written by its author in
    /// this form (R-38).
    /// </summary>
    private void CheckRules()
    {
        if (!Get("_disclosure_of").IsNull || !Get("_elided").IsNull) return;
        try
        {
            ToGrain().ToBlob(CodecLimits.Trusted);
        }
        catch (OmsException exception)
        {
            Fail(exception.Fault);
            Note($"what {exception.Fault.Rule} demands of authors");
        }
    }

    private void NoteDeviations()
    {
        Grain grain = _original.Grain;
        if (grain.DeclaredType != grain.TypeName) Note($"type string {grain.TypeName}");
        foreach (Deviation deviation in _original.Deviations)
        {
            bool hasLost = deviation is { Kind: DeviationKind.DuplicateNameAndKey, Fault.Rule: "OMS-L-5" or "OMS-L-13" or "R-33" };
            if (hasLost) continue; // named where it is removed, unless it is the author's own
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
