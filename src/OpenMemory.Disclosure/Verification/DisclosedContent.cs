namespace OpenMemory.Disclosure;

/// <summary>What one or more disclosed grains of one original say of each field, and where that does not agree.</summary>
internal sealed class DisclosedContent
{
    private readonly SortedDictionary<string, FieldKnowledge> _fields = new(StringComparer.Ordinal);
    private readonly List<OmsFault> _faults = [];
    private readonly GrainHeader _header;
    private readonly ContentAddress? _original;
    private bool _isOriginalKnown;

    private DisclosedContent(GrainHeader header, ContentAddress? original) => (_header, _original) = (header, original);

    internal static DisclosedContent Read(GrainBlob grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        GrainView view = Readable.View(grain);
        bool names = view.TryGet(DisclosedBytes.OriginalKey, out FieldValue text);
        ContentAddress? original = names && Readable.TryReadReference(text, out ContentAddress address) ? address : null;
        DisclosedContent content = new(view.Header, original);
        if (names && original is null) content._faults.Add(new(OmsErrorCode.HashFormat, "R-25", "_disclosure_of is not an address", text.Offset, "_disclosure_of"));
        foreach (FieldEntry entry in view)
        {
            if (!entry.Key.SequenceEqual(DisclosedBytes.ElidedKey) && !entry.Key.SequenceEqual(DisclosedBytes.OriginalKey))
                content.Of(FieldNames.Of(entry)).Show(ElisionHash.Compute(entry.Value));
        }
        if (view.TryGet(DisclosedBytes.ElidedKey, out FieldValue elided)) content.ReadHidden(elided);
        return content;
    }

    /// <summary>Takes a value that somebody says is the hidden one.</summary>
    internal void Reveal(string name, OmsValue value)
    {
        if (_fields.TryGetValue(name, out FieldKnowledge? field)) field.Reveal(hash => hash.IsOf(_header.Type, name, value));
        else Of(name).Contradict("R-38", "The disclosed grain neither shows nor hides such a field");
    }

    /// <summary>Compares with the original: it has every field, and nothing else is in the disclosed grain.</summary>
    internal void CompareWithOriginal(GrainBlob blob, DisclosedContent original)
    {
        _isOriginalKnown = _original is { } address && address.FixedTimeEquals(blob.Address);
        if (_original is null) _faults.Add(new(OmsErrorCode.Integrity, "OMS-10.3-1", "The disclosed grain names no original", -1, "_disclosure_of"));
        else if (!_isOriginalKnown) _faults.Add(new(OmsErrorCode.Integrity, "OMS-10.4-1", "The disclosed grain is of another original", -1, "_disclosure_of"));
        CompareHeaders(blob.Header);
        if (_header.Sensitivity < original._header.Sensitivity) _faults.Add(new(OmsErrorCode.SensitivityMismatch, "R-38", "The header says less sensitivity than the original's", 1));
        if (_header.NamespaceHash != 0 && _header.NamespaceHash != original._header.NamespaceHash)
            _faults.Add(new(OmsErrorCode.Integrity, "R-38", "The header is of another namespace than the original's", 3));
        foreach ((string name, FieldKnowledge known) in original._fields) Of(name).Prove(known, _isOriginalKnown);
        foreach ((string name, FieldKnowledge field) in _fields)
        {
            if (!original._fields.ContainsKey(name)) field.Contradict("OMS-10.4-1", "The original has no such field");
        }
    }

    /// <summary>Takes in another disclosed grain of the same original.</summary>
    internal void Join(DisclosedContent other)
    {
        _faults.AddRange(other._faults);
        if (_original is null || other._original is null || _original != other._original)
            _faults.Add(new(OmsErrorCode.Integrity, "OMS-10.4-1", "The disclosed grains do not name the same original", -1, "_disclosure_of"));
        CompareHeaders(other._header);
        foreach (string name in _fields.Keys.Except(other._fields.Keys).ToArray()) Of(name).Contradict("R-38", "One disclosed grain neither shows nor hides the field");
        foreach ((string name, FieldKnowledge known) in other._fields)
        {
            bool isNew = !_fields.ContainsKey(name);
            Of(name).Join(known);
            if (isNew) Of(name).Contradict("R-38", "One disclosed grain neither shows nor hides the field");
        }
    }

    internal DisclosureReport Report() =>
        new(_original, _isOriginalKnown, [.. _fields.Select(static entry => new DisclosedField(entry.Key, entry.Value.Status, entry.Value.Fault with { Field = entry.Value.Fault.IsFault ? entry.Key : null }))], _faults);

    /// <summary>Type and second stay in every disclosed grain; the rest of the header follows what is hidden.</summary>
    private void CompareHeaders(GrainHeader other)
    {
        if (_header.Type != other.Type) _faults.Add(new(OmsErrorCode.Integrity, "R-38", "The type bytes differ", 2));
        if (_header.CreatedAtSeconds != other.CreatedAtSeconds) _faults.Add(new(OmsErrorCode.Integrity, "R-38", "The seconds in the headers differ", 5));
    }

    private void ReadHidden(FieldValue elided)
    {
        if (elided.Kind != OmsValueKind.Map)
        {
            _faults.Add(new(OmsErrorCode.Schema, "OMS-10.3-1", "_elided is not a map", elided.Offset, "_elided"));
            return;
        }
        foreach (FieldEntry entry in elided)
        {
            FieldKnowledge field = Of(System.Text.Encoding.UTF8.GetString(entry.Key));
            FieldValue value = entry.Value;
            if (Readable.TryReadReference(value, out ContentAddress hash)) field.Hide(new(hash));
            else field.Contradict("R-25", "The hash is not sha256: and 64 hexadecimal digits");
        }
    }

    private FieldKnowledge Of(string name)
    {
        if (!_fields.TryGetValue(name, out FieldKnowledge? field)) _fields.Add(name, field = new());
        return field;
    }
}
