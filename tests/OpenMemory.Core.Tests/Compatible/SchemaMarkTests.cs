using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>
/// A received grain that breaks the 1.6 schema is marked, never refused (OMS-L-7); what would make it two grains or a leak is
/// refused (R-22, OMS-13.4-2, OMS-9.2-1).
/// </summary>
[TestFixture]
public sealed class SchemaMarkTests
{
    private static readonly GrainReadOptions s_compatible = new() { Mode = ReadingMode.Compatible };

    [Test]
    public void Whatever_only_breaks_the_schema_is_marked_and_kept()
    {
        Dictionary<string, int> marked = [];
        foreach (System.Text.Json.JsonElement row in Vectors.Rows("invalid"))
        {
            if (row.GetProperty("kind").GetString() != "blob" || !row.TryGetProperty("hex", out _)) continue;
            string error = row.GetProperty("error").GetString()!, name = row.GetProperty("name").GetString()!;
            if (error is not ("ERR_SCHEMA" or "ERR_EMPTY" or "ERR_RANGE" or "ERR_UNKNOWN_TYPE")) continue;
            byte[] blob = Vectors.Hex(row, "hex");
            Assert.That(GrainView.TryParse(blob, out _, out OmsFault canonical), Is.False, name);
            bool isRead = GrainView.TryParse(blob, out _, out OmsFault fault, s_compatible);
            bool isContradiction = canonical.Rule == "OMS-8-4" && canonical.Code == OmsErrorCode.Schema;
            Assert.That(isRead, Is.EqualTo(!isContradiction && blob[2] != 0), () => $"{name}: {fault}");
            if (!isRead) continue;
            ReceivedGrain received = ReceivedGrain.Read(blob);
            Assert.That(received.Deviations.Select(static deviation => deviation.Fault), Does.Contain(canonical), name);
            Assert.That(received.Deviations.Select(static deviation => deviation.Kind), Does.Contain(DeviationKind.SchemaInvalid), name);
            Assert.That(received.Grain.ToBlob().Span.ToArray(), Is.EqualTo(blob), name);
            GrainProbe.ReadAll(received.Grain);
            marked[error] = marked.GetValueOrDefault(error) + 1;
        }
        Assert.That(marked.Keys, Is.SupersetOf((string[])["ERR_SCHEMA", "ERR_EMPTY", "ERR_RANGE"]));
        Assert.That(marked.Values.Sum(), Is.GreaterThan(100));
    }

    [Test]
    public void All_faults_of_a_grain_are_listed_not_only_the_gravest()
    {
        byte[] blob = PeerBlob.Of(1, 0, ("t", "fact"), ("s", ""), ("c", 7.0), ("r", 5));
        ReceivedGrain received = ReceivedGrain.Read(blob);
        Assert.That(
            received.Deviations.Select(static deviation => $"{deviation.Fault.Code} {deviation.Fault.Field}"),
            Is.EquivalentTo((string[])["Range confidence", "Schema relation", "Schema created_at", "Schema object", "Empty subject"]));
        Assert.That(received.Deviations.Select(static deviation => deviation.Kind).Distinct(), Is.EqualTo((DeviationKind[])[DeviationKind.SchemaInvalid]));
        Assert.That(received.Grain.CreatedAt, Is.Null);
        Assert.That(received.Grain.Confidence, Is.EqualTo(7.0));
        Assert.That(ReceivedGrain.Read(blob, new() { SkipSchema = true }).DeviationCount, Is.Zero);
    }

    [Test]
    public void Every_missing_and_every_empty_field_is_listed() // OMS-4.9-2, OMS-6.1-6
    {
        ReceivedGrain consensus = ReceivedGrain.Read(PeerBlob.Of(9, 0, ("t", "consensus"), ("ca", 1L), ("c", 1.0)));
        Assert.That(
            consensus.Deviations.Select(static deviation => deviation.Fault.Field),
            Is.EquivalentTo((string[])["participating_observers", "threshold", "agreement_count", "dissent_count"]));
        ReceivedGrain fact = ReceivedGrain.Read(PeerBlob.Of(1, 0, ("t", "fact"), ("ca", 1L), ("s", ""), ("r", ""), ("o", "x"), ("c", 1.0)));
        Assert.That(
            fact.Deviations.Select(static deviation => $"{deviation.Fault.Code} {deviation.Fault.Field}"),
            Is.EquivalentTo((string[])["Empty subject", "Empty relation"]));
    }

    [Test]
    public void A_peer_s_key_of_dedup_key_is_refused_in_the_Canonical_mode_alone() // R-29, OMS-6-3
    {
        byte[] trigger = PeerBlob.Of(13, 0, ("t", "trigger"), ("ca", 1L), ("aknd", "manual"), ("twf", FieldGen.Address), ("ddk", new[] { "/id" }));
        Assert.That(GrainView.TryParse(trigger, out _, out OmsFault fault), Is.False);
        Assert.That((fault.Code, fault.Rule, fault.Field, trigger[(int)fault.Offset]), Is.EqualTo((OmsErrorCode.Schema, "R-29", "dedup_key", (byte)0xa3)));
        Assert.That(GrainView.TryParse(trigger, out _, out _, new() { SkipSchema = true }), Is.True);
        Assert.That(((Trigger)ReceivedGrain.Read(trigger).Grain).DedupKey, Is.EqualTo((string[])["/id"]));
        byte[] other = PeerBlob.Of(2, 0, ("t", "event"), ("ca", 1L), ("content", "x"), ("ddk", new[] { "/id" }));
        Assert.That(GrainView.TryParse(other, out _, out fault), Is.True, fault.ToString());
    }

    [TestCase("fact", 2, OmsErrorCode.Schema, Description = "a type string of another type")]
    [TestCase("tool_call", 6, OmsErrorCode.Schema, Description = "an old one")]
    [TestCase("belief", 0xf0, OmsErrorCode.Schema)]
    [TestCase(null, 1, OmsErrorCode.NoType)]
    [TestCase(null, 0xf0, OmsErrorCode.NoType)]
    public void A_contradiction_or_no_type_is_refused(string? text, byte type, OmsErrorCode code) // OMS-L-6, R-22
    {
        foreach (string key in (string[])["t", "type"])
        {
            if (type > 13 && key == "type") continue; // unknown types have no names
            byte[] blob = PeerBlob.Of(type, 0, (key, text), ("ca", 1L));
            Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, s_compatible), Is.False, key);
            Assert.That(fault.Code, Is.EqualTo(code));
            Assert.That(() => ReceivedGrain.Read(blob), Throws.TypeOf<OmsException>());
        }
    }

    [Test]
    public void An_unknown_type_string_is_marked_and_one_that_is_no_text_too()
    {
        foreach (object value in (object[])["whatever", 5, Array.Empty<object?>()])
        {
            ReceivedGrain received = ReceivedGrain.Read(PeerBlob.Of(8, 0, ("t", value), ("ca", 1L)));
            Assert.That(received.Deviations.Single().Kind, Is.EqualTo(DeviationKind.SchemaInvalid));
            Assert.That(received.Grain.TypeName, Is.EqualTo("reasoning"));
            Assert.That(GrainJson.ToJson(received.Grain), Does.StartWith("{\"type\":"));
        }
    }

    [Test]
    public void The_type_under_its_full_name_is_the_declared_one() // OMS-6-6
    {
        byte[] blob = PeerBlob.Of(1, 0, ("type", "belief"), ("ca", 1L), ("s", "s"), ("r", "r"), ("o", "o"), ("c", 1.0));
        GrainView view = GrainView.Parse(blob, s_compatible);
        Assert.That(System.Text.Encoding.UTF8.GetString(view.DeclaredType), Is.EqualTo("belief"));
        Assert.That(view.TryGet(Field.Type, out FieldValue type) && type.ToText() == "belief", Is.True);
        Assert.That(ReceivedGrain.Read(blob).Grain.DeclaredType, Is.EqualTo("belief"));
        Assert.That(view.TryGet(Field.Namespace, out _), Is.False);
    }

    /// <summary>Tags bind the header wherever they stand and however malformed they are.</summary>
    [TestCase("tags", "array")]
    [TestCase("structural_tags", "array")]
    [TestCase("tags", "with a number")]
    [TestCase("structural_tags", "with a number")]
    [TestCase("tags", "hidden behind the name")]
    [TestCase("structural_tags", "hidden behind the key")]
    public void Sensitivity_that_is_too_low_is_refused(string key, string form)
    {
        object value = form switch { "with a number" => new object?[] { 1, "pii:email" }, _ => new[] { "a", "pii:email" } };
        (string, object?)[] entries = [("t", "reasoning"), (key, value), ("ca", 1L)];
        if (form.StartsWith("hidden", StringComparison.Ordinal)) entries = [.. entries, (key == "tags" ? "structural_tags" : "tags", new[] { "a" })];
        foreach (bool isSorted in (bool[])[true, false])
        {
            for (byte level = 0; level < 4; level++)
            {
                byte flags = (byte)(level << 6);
                byte[] blob = isSorted ? PeerBlob.Of(8, flags, entries) : PeerBlob.Unsorted(8, flags, entries);
                bool isRead = GrainView.TryParse(blob, out _, out OmsFault fault, s_compatible);
                Assert.That(isRead, Is.EqualTo(level >= 2), $"{level}: {fault}");
                if (!isRead) Assert.That((fault.Code, fault.Offset), Is.EqualTo((OmsErrorCode.SensitivityMismatch, 1L)));
            }
        }
    }

    [Test]
    public void A_signed_grain_needs_its_envelope()
    {
        byte[] signed = PeerBlob.Of(8, 1, ("t", "reasoning"), ("ca", 1L), ("z", null));
        Assert.That(GrainView.TryParse(signed, out _, out OmsFault fault, s_compatible), Is.False);
        Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.SignedMismatch));
        Assert.That(ReceivedGrain.Read(signed, new() { InsideEnvelope = true }).Grain.IsSigned, Is.True);
        byte[] unsigned = PeerBlob.Of(8, 0, ("t", "reasoning"), ("ca", 1L));
        Assert.That(GrainView.TryParse(unsigned, out _, out fault, s_compatible with { InsideEnvelope = true }), Is.False);
        Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.SignedMismatch));
    }

    [Test]
    public void A_foreign_sealed_grain_is_stored_and_a_compressed_one_is_not_read()
    {
        byte[] blob = Convert.FromHexString("01020800000000000000" + "c1c1");
        GrainBlob stored = GrainBlob.Parse(blob, s_compatible);
        Assert.That((stored.View().IsSealed, stored.Address), Is.EqualTo((true, ContentAddress.Compute(blob))));
        Assert.That(() => ReceivedGrain.Read(blob), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.NotSupported));
        blob[1] = 4;
        Assert.That(() => ReceivedGrain.Read(blob), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.NotSupported));
    }

    [Test]
    public void An_elided_field_that_is_null_is_not_elided() // OMS-10.4-4, R-26
    {
        byte[] blob = PeerBlob.Of(1, 0, ("t", "fact"), ("ca", 1L), ("s", "s"), ("r", "r"), ("c", 1.0), ("_e", new PeerMap(("object", null))));
        Assert.That(ReceivedGrain.Read(blob).Deviations.Select(static deviation => deviation.Fault.Field), Does.Contain("object"));
    }
}
