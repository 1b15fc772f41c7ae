using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// What a reader demands of a grain of a known type (§8): required fields, kinds, ranges and sensitivity, gathered field by
/// field while the payload is read once. Rules that bind authors only stand in AuthorRules.
/// </summary>
internal ref partial struct SchemaCheck
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly EffectiveMap _map;
    private readonly GrainHeader _header;
    private readonly Tolerance? _tolerance;
    private readonly bool _skipSchema;

    private SlotSet _present;
    private SlotSet _empty;
    private Token _type, _phase, _content, _context;
    private bool _withdraws, _runsCode, _hasBlocks, _anyEmpty, _isIntegration;
    private Sensitivity _required;

    private SchemaRank _rank = SchemaRank.None;
    private OmsFault _fault;

    /// <param name="source">The blob.</param>
    /// <param name="header">Its header.</param>
    /// <param name="map">The fields of its type.</param>
    /// <param name="tolerance">Receives what the Compatible mode puts up with; null in the Canonical one.</param>
    /// <param name="skipSchema">Counts only what makes the bytes not canonical.</param>
    internal SchemaCheck(ReadOnlySpan<byte> source, GrainHeader header, EffectiveMap map, Tolerance? tolerance = null, bool skipSchema = false)
    {
        _source = source;
        _header = header;
        _map = map;
        _tolerance = tolerance;
        _skipSchema = skipSchema;
    }

    /// <summary>The fields of the grain's type.</summary>
    internal readonly EffectiveMap Map => _map;

    /// <summary>Whether only what makes the bytes not canonical counts.</summary>
    internal readonly bool SkipsSchema => _skipSchema;

    /// <summary>Whether <c>context</c> holds the registered <c>int:</c> keys .</summary>
    internal readonly bool UsesIntegrationKeys => _isIntegration && _header.Type != GrainType.State;

    /// <summary>Takes note of a field whose value has been read in full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int slot, scoped in Token value)
    {
        FieldDefinition definition = _map.Definitions[slot];
        _present.Add(slot);
        if (value.Kind == OmsValueKind.Text && definition.Type is FieldType.Text or FieldType.TextOrMap && !definition.IsConditional)
        {
            // Only texts proper must not be empty: a Fact's object may be (§8.1).
            if (value.Length == 0 && definition.Type == FieldType.Text) AddEmpty(slot);
            return;
        }
        Look(slot, definition, value);
    }

    /// <summary>
    /// Takes note of a key that is no field of the type. Such fields are anyone's (OMS-6-3), but for a peer's key of a Trigger's
    /// <c>dedup_key</c> (R-29): whoever does not see it takes every item for a new one.
    /// </summary>
    internal void AddUnknown(scoped in Token key)
    {
        if (_header.Type == GrainType.Trigger && Text(key).SequenceEqual("ddk"u8))
            Fail(SchemaRank.Kind, OmsErrorCode.Schema, "R-29", "A field stands under a key of a peer", key.Start, Field.DedupKey);
    }

    /// <summary>Takes note of tags that do not count because others do: no second name hides a sensitive one (OMS-13.4-2).</summary>
    internal void AddHidden(int slot, scoped in Token value)
    {
        if (_map.Definitions[slot].Field == Field.StructuralTags) RequireTags(value);
    }

    /// <summary>The fault to report once the whole payload has been read, if any.</summary>
    /// <param name="fault">The fault.</param>
    internal readonly bool Passed(out OmsFault fault)
    {
        bool passed = _rank == SchemaRank.None || (_skipSchema && _rank > SchemaRank.Canonical);
        fault = passed ? default : _fault;
        return passed;
    }

    internal void Fail(SchemaRank rank, OmsErrorCode code, string rule, string message, int offset, Field field = default)
    {
        if (rank >= _rank) return;
        OmsFault fault = new(code, rule, message, offset, field.Id == 0 ? null : field.FullName);
        if (_tolerance is not null && IsTolerable(rank, code))
        {
            if (rank == SchemaRank.Canonical) _tolerance.Add(DeviationKind.NonCanonical, fault);
            else if (!_skipSchema) _tolerance.Add(DeviationKind.SchemaInvalid, fault);
            return;
        }
        _rank = rank;
        _fault = fault;
    }

    /// <summary>Whether the Compatible mode keeps such a grain: not one without a type, of two types, or with too low bits.</summary>
    private static bool IsTolerable(SchemaRank rank, OmsErrorCode code) =>
        rank is not (SchemaRank.NoType or SchemaRank.Sensitivity) && (rank != SchemaRank.TypeMismatch || code == OmsErrorCode.UnknownType);

    private void AddEmpty(int slot)
    {
        _empty.Add(slot);
        _anyEmpty = true;
    }

    private void Look(int slot, FieldDefinition definition, scoped in Token value)
    {
        if (definition.IsConditional) CheckCompaction(definition.Field, value);
        if (!KindRules.Fits(definition, _source, value, out int offset))
        {
            Fail(SchemaRank.Kind, OmsErrorCode.Schema, "R-27", "A value has the wrong kind", offset, definition.Field);
            if (definition.Field == Field.Type) _type = value;
            else if (definition.Field == Field.StructuralTags) RequireTags(value); // malformed ones bind all the same
            return;
        }
        if (!KindRules.InRange(definition, _source, value))
            Fail(SchemaRank.Range, OmsErrorCode.Range, "OMS-6.1-1", "A number is out of range", value.Start, definition.Field);
        if (definition.Type == FieldType.Text && value.Length == 0) AddEmpty(slot);
        if (definition.IsConditional) Remember(definition.Field, value);
    }

    private void Remember(Field field, scoped in Token value)
    {
        if (field == Field.Type) _type = value;
        else if (field == Field.StructuralTags) RequireTags(value);
        else if (field == Field.Context) _context = value;
        else if (field == Field.Elided) AddElided(value);
        else if (field == Field.ToolPhase) _phase = value;
        else if (field == Field.ExecutionMode) _runsCode = Text(value).SequenceEqual("code_exec"u8);
        else if (field == Field.IsWithdrawal) _withdraws = value.Bits != 0;
        else if (field == Field.Content) _content = value;
        else if (field == Field.ContentBlocks) _hasBlocks = value.Length > 0;
        else if (field == Field.Nodes && value.Length == 0)
            Fail(SchemaRank.Kind, OmsErrorCode.Schema, "OMS-8.4-1", "A Workflow has no nodes", value.Start, field);
    }

    private void RequireTags(scoped in Token tags)
    {
        Sensitivity level = SensitivityTags.Required(_source, tags);
        if (level > _required) _required = level;
    }

    /// <summary>Elided fields count as present (OMS-10.4-4).</summary>
    private void AddElided(scoped in Token map)
    {
        int position = map.ContentStart;
        for (int i = 0; i < map.Length; i++)
        {
            TrustedReader.Read(_source, map.Encoding, ref position, out Token key);
            int slot = _map.FindName(CanonicalOrder.Prefix(_source, key.ContentStart, key.Length), Text(key)), start = position;
            TrustedReader.Read(_source, map.Encoding, ref position, out Token hash);
            if (slot >= 0 && hash.Kind != OmsValueKind.Null) _present.Add(slot);
            position = start;
            TrustedReader.Skip(_source, map.Encoding, ref position);
        }
    }

    private readonly ReadOnlySpan<byte> Text(scoped in Token token) => _source.Slice(token.ContentStart, token.Length);
}
