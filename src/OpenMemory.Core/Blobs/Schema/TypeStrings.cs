namespace OpenMemory;

/// <summary>Agreement of a payload's type string with the header's type byte (OMS-8-4, R-22).</summary>
internal static class TypeStrings
{
    internal static void Check(ref SchemaCheck check, GrainType type, ReadOnlySpan<byte> text, int offset)
    {
        if (type.HasSchema() && GrainTypes.Accepts(type, text)) return;
        bool known = GrainTypes.TryParse(text, out _);
        if (known)
            check.Fail(SchemaRank.TypeMismatch, OmsErrorCode.Schema, "OMS-8-4", "The type string contradicts the header's type byte", offset, Field.Type);
        else if (type.HasSchema())
            check.Fail(SchemaRank.TypeMismatch, OmsErrorCode.UnknownType, "OMS-8-4", "The type string is not known", offset, Field.Type);
    }
}
