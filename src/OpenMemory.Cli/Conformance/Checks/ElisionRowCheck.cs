using System.Security.Cryptography;
using OpenMemory.Disclosure;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>A grain and what is disclosed of it (§10): hide the fields, read what came out, and check it as its receiver does.</summary>
internal static class ElisionRowCheck
{
    internal static RowOutcome Run(VectorRow row)
    {
        OmsMap original = new VectorNotation().Expand(row["original"]).AsMap();
        string[] fields = [.. row["elide"].EnumerateArray().Select(static name => name.GetString()!)];
        GrainBlob whole = WithFlags(Grain.FromFields(original), row).ToBlob();
        GrainBlob disclosed = Elision.Elide(whole, fields);
        return KeyRowChecks.Compare("write the original", row.Hex("original_blob_hex"), whole.Span)
            ?? KeyRowChecks.Compare("address of the original", row.Text("original_address"), whole.Address.ToString())
            ?? KeyRowChecks.Compare("elide", row.Hex("blob_hex"), disclosed.Span)
            ?? KeyRowChecks.Compare("elide: payload", row.Hex("payload_hex"), disclosed.Span[GrainHeader.Size..])
            ?? KeyRowChecks.Compare("address", row.Text("address"), disclosed.Address.ToString())
            ?? CheckHashes(row, original, whole, fields)
            ?? CheckGrain(row, disclosed)
            ?? CheckReceiver(original, whole, disclosed, fields)
            ?? RowOutcome.Pass;
    }

    private static Grain WithFlags(Grain grain, VectorRow row) => grain with
    {
        Sensitivity = GrainRowCheck.SensitivityOf(row),
        IsSigned = row.HasFlag("signed"),
        Encoding = row.HasFlag("cbor") ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack,
    };

    /// <summary>Every hidden field has the stated hash, which is that of the stated bytes, by way of the grain and by way of a revealed value.</summary>
    private static RowOutcome? CheckHashes(VectorRow row, OmsMap original, GrainBlob whole, string[] fields)
    {
        VectorRow hashes = new(row["hashes"]), values = new(row["values_msgpack_hex"]);
        string[] stated = [.. row["hashes"].EnumerateObject().Select(static hash => hash.Name)];
        if (!stated.Order(StringComparer.Ordinal).SequenceEqual(fields.Order(StringComparer.Ordinal)))
            return RowOutcome.Fail("hashes", string.Join(' ', fields), string.Join(' ', stated));
        foreach (string field in fields)
        {
            string hash = hashes.Text(field);
            string ofBytes = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(values.Hex(field)))}";
            string ofValue = ElisionHash.Compute(whole.Header.Type, field, original[field]).ToString();
            if ((KeyRowChecks.Compare($"hash of the bytes of {field}", hash, ofBytes) ?? KeyRowChecks.Compare($"hash of {field}", hash, ofValue)) is { } bad) return bad;
        }
        return null;
    }

    /// <summary>The disclosed grain is read as stated, and written again from what was read and from what is stated.</summary>
    private static RowOutcome? CheckGrain(VectorRow row, GrainBlob disclosed)
    {
        OmsMap stated = new VectorNotation().Expand(row["disclosed"]).AsMap();
        Grain read = Grain.Read(disclosed.Span);
        if (ValueDifference.Find(stated, read.ToFields()) is { } field) return RowOutcome.Fail($"read {field.Path}", field.Expected, field.Actual);
        Grain restored = Grain.Restore(stated, type: null, disclosed.Header.Sensitivity, isSigned: false, read.Encoding);
        return KeyRowChecks.Compare("write what was read", disclosed.Span, read.ToBlob().Span)
            ?? KeyRowChecks.Compare("write what is stated", disclosed.Span, restored.ToBlob().Span);
    }

    /// <summary>What was hidden is proven when it is revealed or the original is there, and what never was its value is found out.</summary>
    private static RowOutcome? CheckReceiver(OmsMap original, GrainBlob whole, GrainBlob disclosed, string[] fields)
    {
        if (Require("examine", DisclosureCheck.Examine(disclosed), fields, FieldDisclosure.Hidden, whole.Address) is { } badLook) return badLook;
        Dictionary<string, OmsValue> values = fields.ToDictionary(static name => name, name => original[name]);
        if (Require("reveal", DisclosureCheck.Examine(disclosed, values), fields, FieldDisclosure.Proven, whole.Address) is { } badReveal) return badReveal;
        DisclosureReport compared = DisclosureCheck.AgainstOriginal(disclosed, whole);
        if (!compared.IsOriginalKnown) return RowOutcome.Fail("compare with the original", "the original is known", "it is not");
        if (Require("compare with the original", compared, fields, FieldDisclosure.Proven, whole.Address) is { } badOriginal) return badOriginal;
        foreach (string field in fields)
        {
            Dictionary<string, OmsValue> wrong = new() { [field] = OmsValue.FromArray(original[field], "another") };
            FieldDisclosure? status = DisclosureCheck.Examine(disclosed, wrong).Find(field)?.Status;
            if (status != FieldDisclosure.Contradicted) return RowOutcome.Fail($"reveal another value of {field}", nameof(FieldDisclosure.Contradicted), $"{status}");
        }
        DisclosureReport stranger = DisclosureCheck.AgainstOriginal(disclosed, disclosed);
        return stranger.IsConsistent ? RowOutcome.Fail("compare with another original", "inconsistent", "consistent") : null;
    }

    private static RowOutcome? Require(string check, DisclosureReport report, string[] fields, FieldDisclosure expected, ContentAddress original)
    {
        if (report.Original != original) return RowOutcome.Fail($"{check}: _disclosure_of", original.ToString(), $"{report.Original}");
        if (!report.IsConsistent) return RowOutcome.Fail(check, "consistent", "inconsistent");
        foreach (string field in fields)
        {
            FieldDisclosure? status = report.Find(field)?.Status;
            if (status != expected) return RowOutcome.Fail($"{check} {field}", $"{expected}", $"{status}");
        }
        return null;
    }
}
