namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>A blob that only the Compatible mode reads, or reads in 1.6 terms: its marks or its view, its address and its bytes.</summary>
internal static class CompatibleRowCheck
{
    private const string NoMark = "none";

    internal static RowOutcome Run(VectorRow row)
    {
        byte[] bytes = row.Hex("blob_hex");
        ReceivedGrain received = ReceivedGrain.Read(bytes);
        string address = row.Text("address");
        if (address != received.Blob.Address.ToString()) return RowOutcome.Fail("address", address, received.Blob.Address.ToString());
        if (BytesDifference.Find(bytes, received.Grain.ToBlob().Span) is { } difference)
            return RowOutcome.Fail("write what was read", difference.Expected, difference.Actual);
        return CheckMarks(row, bytes, received) ?? CheckView(row, received) ?? RowOutcome.Pass;
    }

    /// <summary>The marks are as stated, and the Canonical mode refuses the blob exactly where there is one.</summary>
    private static RowOutcome? CheckMarks(VectorRow row, byte[] bytes, ReceivedGrain received)
    {
        if (!row.Has("marks")) return null;
        string expected = row.Text("marks");
        string[] names = [.. received.Deviations.Select(static deviation => deviation.Name).Distinct()];
        string actual = names.Length == 0 ? NoMark : string.Join(", ", names);
        if (expected != actual) return RowOutcome.Fail("marks", expected, actual);
        bool refused = !GrainView.TryParse(bytes, out _, out OmsFault fault);
        return refused == (expected != NoMark) ? null : RowOutcome.Fail("Canonical mode", expected == NoMark ? "accepted" : "refused", refused ? fault.ToString() : "accepted");
    }

    private static RowOutcome? CheckView(VectorRow row, ReceivedGrain received)
    {
        if (!row.Has("view")) return null;
        OmsMap fields = received.Grain.ToFields();
        foreach ((string name, OmsValue value) in new VectorNotation().Expand(row["view"]).AsMap())
        {
            if (!fields.TryGetValue(name, out OmsValue shown)) return RowOutcome.Fail($"view: {name}", "a value", "absent");
            if (ValueDifference.Find(value, shown) is { } difference) return RowOutcome.Fail($"view: {name} {difference.Path}", difference.Expected, difference.Actual);
        }
        return null;
    }
}
