namespace OpenMemory;

internal ref partial struct SchemaCheck
{
    /// <summary>Judges the grain as a whole, after its last field.</summary>
    internal void Finish()
    {
        if (UsesIntegrationKeys) CheckNames(_context, NestedMap.Integration, Field.Context);
        CheckType();
        CheckRequired();
        if (_header.Sensitivity < _required)
            Fail(SchemaRank.Sensitivity, OmsErrorCode.SensitivityMismatch, "OMS-13.4-2", "The sensitivity bits are lower than the tags require", 1);
    }

    private void CheckType()
    {
        int slot = _map.SlotOf(Field.Type);
        if (!_present.Contains(slot))
        {
            Fail(SchemaRank.NoType, OmsErrorCode.NoType, "OMS-8-2", "The payload has no type", GrainHeader.Size);
            return;
        }
        if (_type.Kind != OmsValueKind.Text) return; // the kind was reported
        TypeStrings.Check(ref this, _header.Type, Text(_type), _type.Start);
    }

    private void CheckRequired()
    {
        SlotSet required = _header.Type == GrainType.Tool
            ? RequiredFields.OfTool(_phase.Kind == OmsValueKind.Text ? Text(_phase) : default, _runsCode)
            : RequiredFields.Of(_header.Type);
        SlotSet left = required;
        for (int missing; (missing = left.FirstMissingFrom(_present)) >= 0; left.Remove(missing)) Missing(_map.Definitions[missing].Field);
        if (_header.Type == GrainType.Event) CheckContent();
        if (_header.Type == GrainType.Recommendation) CheckProposal();
        if (_withdraws && !Has(Field.PriorConsent)) Missing(Field.PriorConsent, "OMS-8.10-1");
        left = _anyEmpty ? required : default;
        for (int empty; (empty = left.FirstSharedWith(_empty)) >= 0; left.Remove(empty)) Empty(_map.Definitions[empty].Field);
    }

    /// <summary>An Event needs one of three forms of content (OMS-8.2-1).</summary>
    private void CheckContent()
    {
        if (_hasBlocks || (Has(Field.Subject) && Has(Field.Relation) && Has(Field.Object))) return;
        if (!Has(Field.Content)) Missing(Field.Content, "OMS-8.2-1");
        else if (_content.Kind == OmsValueKind.Text && _content.Length == 0) Empty(Field.Content);
    }

    private void CheckProposal()
    {
        if (!Has(Field.ProposalCal) && !Has(Field.ProposalEdit) && !Has(Field.ProposalData)) Missing(Field.ProposalData, "OMS-8.12-1");
    }

    private readonly bool Has(Field field) => _present.Contains(_map.SlotOf(field));

    private void Missing(Field field, string rule = "OMS-4.9-2") =>
        Fail(SchemaRank.Missing, OmsErrorCode.Schema, rule, "A required field is missing", GrainHeader.Size, field);

    private void Empty(Field field) =>
        Fail(SchemaRank.Empty, OmsErrorCode.Empty, "OMS-6.1-6", "A required text is empty", GrainHeader.Size, field);
}
