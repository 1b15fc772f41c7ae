using System.Globalization;
using System.Text.Json;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>A grain and its bytes: write it, read it, write what was read; then the same by way of JSON.</summary>
internal static class GrainRowCheck
{
    internal static RowOutcome Run(VectorRow row)
    {
        byte[]? bytes = row.Has("blob_hex") ? row.Hex("blob_hex") : null;
        GrainReadOptions options = new() { SkipSchema = row.Is("schema", false), InsideEnvelope = row.HasFlag("signed") };

        VectorNotation notation = new();
        OmsMap input = notation.Expand(row["input"]).AsMap();
        OmsMap decoded = row.Has("decoded") ? new VectorNotation().Expand(row["decoded"]).AsMap() : input;
        // Authors may not write old type names, nor the old form of a workflow: such grains are rebuilt from what readers return.
        bool restore = row.Is("legacy", true) || row.Is("schema", false);

        GrainBlob written = (restore ? Restore(decoded, row) : WithFlags(Grain.FromFields(input), row)).ToBlob();
        if (Compare("write", row, bytes, written) is { } badWrite) return badWrite;

        Grain read = Grain.Read(written.Span, options);
        if (ValueDifference.Find(decoded, read.ToFields()) is { } field)
            return RowOutcome.Fail($"read {field.Path}", field.Expected, field.Actual);
        if (Compare("write what was read", row, bytes, read.ToBlob()) is { } badCopy) return badCopy;
        return CheckHeader(row, written) ?? CheckTranscoding(row, written) ?? CheckJson(row, bytes, decoded, read, notation.WasUsed, restore) ?? RowOutcome.Pass;
    }

    private static Grain WithFlags(Grain grain, VectorRow row) =>
        grain with { Sensitivity = SensitivityOf(row), IsSigned = row.HasFlag("signed"), Encoding = EncodingOf(row) };

    private static Grain Restore(OmsMap fields, VectorRow row) =>
        Grain.Restore(fields, type: null, SensitivityOf(row), row.HasFlag("signed"), EncodingOf(row));

    private static PayloadEncoding EncodingOf(VectorRow row) =>
        row.HasFlag("cbor") ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack;

    internal static Sensitivity SensitivityOf(VectorRow row) =>
        row.TryGetFlag("sensitivity", out JsonElement level) ? (Sensitivity)level.GetByte() : Sensitivity.Public;

    private static RowOutcome? Compare(string check, VectorRow row, byte[]? bytes, GrainBlob blob)
    {
        if (bytes is not null && BytesDifference.Find(bytes, blob.Span) is { } difference)
            return RowOutcome.Fail(check, difference.Expected, difference.Actual);
        if (row.Has("blob_length") && row["blob_length"].GetInt32() != blob.Length)
            return RowOutcome.Fail(check, $"{row["blob_length"]} bytes", blob.Length.ToString(CultureInfo.InvariantCulture) + " bytes");
        string address = row.Text("address");
        return address == blob.Address.ToString() ? null : RowOutcome.Fail($"{check}: address", address, blob.Address.ToString());
    }

    private static RowOutcome? CheckHeader(VectorRow row, GrainBlob blob)
    {
        if (!row.Has("sensitivity")) return null;
        Sensitivity expected = (Sensitivity)row["sensitivity"].GetByte();
        return expected == blob.Header.Sensitivity
            ? null
            : RowOutcome.Fail("header", $"sensitivity {expected}", $"sensitivity {blob.Header.Sensitivity}");
    }

    /// <summary>The other encoding of the grain has the address that the row states, and leads back.</summary>
    private static RowOutcome? CheckTranscoding(VectorRow row, GrainBlob blob)
    {
        if (row.HasFlag("signed")) return null;
        PayloadEncoding here = EncodingOf(row), there = here == PayloadEncoding.Cbor ? PayloadEncoding.MessagePack : PayloadEncoding.Cbor;
        GrainBlob other = blob.Transcode(there);
        if (row.Has("msgpack_address") && row.Text("msgpack_address") is { } expected && expected != other.Address.ToString())
            return RowOutcome.Fail("transcode: address", expected, other.Address.ToString());
        return BytesDifference.Find(blob.Span, other.Transcode(here).Span) is { } difference
            ? RowOutcome.Fail("transcode and back", difference.Expected, difference.Actual)
            : null;
    }

    private static RowOutcome? CheckJson(VectorRow row, byte[]? bytes, OmsMap decoded, Grain read, bool notation, bool restore)
    {
        byte[] json = CommandContext.Utf8.GetBytes(GrainJson.ToJson(read));
        if (ValueDifference.Find(decoded, GrainJson.ParseMap(json)) is { } field)
            return RowOutcome.Fail($"JSON of what was read, {field.Path}", field.Expected, field.Actual);
        if (notation) return null;
        Grain parsed = restore
            ? Restore(GrainJson.ParseMap(row.Source(row.Has("decoded") ? "decoded" : "input").Span), row)
            : WithFlags(GrainJson.Parse(row.Source("input").Span), row);
        return Compare("write from JSON", row, bytes, parsed.ToBlob());
    }
}
