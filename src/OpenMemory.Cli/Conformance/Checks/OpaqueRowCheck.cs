namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>A grain of an unknown type: read without schema, and written again unchanged.</summary>
internal static class OpaqueRowCheck
{
    internal static RowOutcome Run(VectorRow row)
    {
        byte[] bytes = row.Hex("blob_hex");
        OmsMap payload = new VectorNotation().Expand(row["payload"]).AsMap();
        Grain read = Grain.Read(bytes);
        if (ValueDifference.Find(payload, read.ToFields()) is { } field)
            return RowOutcome.Fail($"read {field.Path}", field.Expected, field.Actual);
        GrainType type = (GrainType)row["type_byte"].GetByte();
        return Compare("write what was read", row, bytes, read.ToBlob())
            ?? Compare("write from the payload", row, bytes, Grain.Restore(payload, type).ToBlob())
            ?? Compare("write from JSON", row, bytes, ByJson(read))
            ?? RowOutcome.Pass;
    }

    private static GrainBlob ByJson(Grain grain) =>
        GrainJson.Parse(CommandContext.Utf8.GetBytes(GrainJson.ToJson(grain)), restore: true).ToBlob();

    private static RowOutcome? Compare(string check, VectorRow row, byte[] bytes, GrainBlob blob)
    {
        if (BytesDifference.Find(bytes, blob.Span) is { } difference)
            return RowOutcome.Fail(check, difference.Expected, difference.Actual);
        string address = row.Text("address");
        return address == blob.Address.ToString() ? null : RowOutcome.Fail($"{check}: address", address, blob.Address.ToString());
    }
}
