namespace OpenMemory;

internal ref partial struct SchemaCheck
{
    /// <summary>Judges a grain without a schema: a type it must have, and its tags still bind the header.</summary>
    internal void FinishOpaque(scoped in Token root)
    {
        bool hasType = false;
        int position = root.ContentStart;
        for (int i = 0; i < root.Length; i++)
        {
            TrustedReader.Read(_source, root.Encoding, ref position, out Token key);
            int start = position;
            TrustedReader.Read(_source, root.Encoding, ref position, out Token value);
            if (value.Kind == OmsValueKind.Null) continue; // absent; only the Compatible mode lets it in
            if (Text(key).SequenceEqual("t"u8))
            {
                hasType = true;
                if (value.Kind == OmsValueKind.Text) TypeStrings.Check(ref this, _header.Type, Text(value), value.Start);
                else Fail(SchemaRank.Kind, OmsErrorCode.Schema, "R-27", "A value has the wrong kind", start, Field.Type);
            }
            else if (Text(key).SequenceEqual("tags"u8)) _required = SensitivityTags.Required(_source, value);
            position = start;
            TrustedReader.Skip(_source, root.Encoding, ref position);
        }
        if (!hasType) Fail(SchemaRank.NoType, OmsErrorCode.NoType, "OMS-8-2", "The payload has no type", GrainHeader.Size);
        if (_header.Sensitivity < _required)
            Fail(SchemaRank.Sensitivity, OmsErrorCode.SensitivityMismatch, "OMS-13.4-2", "The sensitivity bits are lower than the tags require", 1);
    }
}
