using System.Text;

namespace OpenMemory.Tests;

/// <summary>A grain that was read stays as it is; a changed copy is an author's grain, under today's rules (OMS-8-5, OMS-L-8).</summary>
[TestFixture]
public sealed class WithTests
{
    private static VectorBlob[] Legacy => [.. Vectors.Of("legacy").Concat(Vectors.Of("seed")).Where(IsOld)];

    [TestCaseSource(nameof(Legacy))]
    public void Changing_an_old_grain_gives_it_the_1_6_type_name(VectorBlob vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        Grain read = Grain.Read(vector.Bytes, vector.Options);
        Grain same = read with { }, changed = read with { License = "MIT" };
        Assert.That(same.ToBlob().Span.SequenceEqual(vector.Bytes), Is.True, "a copy without change is the grain that was read");
        Assert.That(changed.DeclaredType, Is.EqualTo(changed.TypeName).And.Not.EqualTo(read.DeclaredType));
        Assert.That(changed.ToFields()["type"].AsText(), Is.EqualTo(read.TypeName));
        Assert.That(read.DeclaredType, Is.Not.EqualTo(read.TypeName), "the original is untouched");
        if (vector.Options.SkipSchema) return; // the 1.6 schema does not know the old Workflow's form
        GrainBlob blob = changed.ToBlob();
        Assert.That(Encoding.UTF8.GetString(blob.View().DeclaredType), Is.EqualTo(read.TypeName));
        Assert.That(Grain.Read(blob.Span).License, Is.EqualTo("MIT"));
    }

    [Test]
    public void There_are_old_grains_of_every_renamed_type() =>
        Assert.That(Legacy.Select(static vector => Grain.Read(vector.Bytes, vector.Options).DeclaredType).Distinct(), Is.SupersetOf(new[] { "belief", "episode", "checkpoint", "action", "tool_call" }));

    [Test]
    public void Changing_recomputes_the_header()
    {
        byte[] blob = [.. Vectors.Vector1];
        blob[3] ^= 0xff; // another namespace's hash
        blob[8] ^= 0x01; // another second
        blob[1] |= 0x18; // references that are not there
        Grain read = Grain.Read(blob);
        Assert.That(read.ToBlob().Span.SequenceEqual(blob), Is.True);
        Grain written = read with { Confidence = read.Confidence };
        Assert.That(Convert.ToHexStringLower(written.ToBlob().Span), Is.EqualTo(Convert.ToHexStringLower(Vectors.Vector1)));
        Assert.That((read with { Namespace = "other" }).ToBlob().Header.NamespaceHash, Is.EqualTo(GrainHeader.HashNamespace("other"u8)));
    }

    [Test]
    public void Changing_keeps_a_raised_sensitivity_and_the_signed_flag()
    {
        byte[] blob = [.. Vectors.Vector1];
        blob[1] = 0xc1;
        Grain read = Grain.Read(blob, new() { InsideEnvelope = true });
        GrainBlob changed = (read with { License = "MIT" }).ToBlob();
        Assert.That((changed.Header.Sensitivity, changed.Header.Flags), Is.EqualTo((Sensitivity.Phi, GrainFlags.Signed)));
        Assert.That((read with { IsSigned = false, Sensitivity = Sensitivity.Public }).ToBlob().Span.SequenceEqual(Vectors.Vector1), Is.True);
    }

    [Test]
    public void Changing_brings_the_author_s_rules_back()
    {
        // A closed set of values binds authors, readers keep what they find.
        byte[] blob = Convert.FromHexString("010008000000000000" + "83" + RawBlob.CreatedAt + RawBlob.TypeOf + "a27474a5" + "6576656e74");
        Grain read = Grain.Read(blob);
        Assert.That(read.TemporalType, Is.EqualTo("event"));
        Assert.That(read.ToBlob().Span.SequenceEqual(blob), Is.True);
        OmsException? fault = Assert.Throws<OmsException>(() => (read with { License = "MIT" }).ToBlob());
        Assert.That((fault!.Code, fault.Fault.Field), Is.EqualTo((OmsErrorCode.Schema, "temporal_type")));
        Assert.That((read with { TemporalType = "state" }).ToBlob().Length, Is.EqualTo(blob.Length));
    }

    [Test]
    public void Unknown_fields_survive_a_change() // OMS-6-3, OMS-19.4-1
    {
        OmsMap extra = new() { ["x:unknown"] = new OmsMap { ["subject"] = 1 }, ["gs"] = "another type's key" };
        Fact fact = new() { Subject = "s", Relation = "r", Object = "o", Confidence = 1, CreatedAt = 1, Extra = extra };
        Fact read = (Fact)Grain.Read(fact.ToBlob().Span);
        Assert.That(read.Extra, Is.EqualTo(extra));
        Fact changed = read with { Subject = "t" };
        Assert.That(Grain.Read(changed.ToBlob().Span).Extra, Is.EqualTo(extra));
        Fact cleared = changed with { Extra = OmsMap.Empty };
        Assert.That(cleared.Extra, Is.Empty);
        Assert.That(cleared.Subject, Is.EqualTo("t"), "only the unknown ones are replaced");
        Assert.That(changed.Extra, Is.EqualTo(extra), "the original is untouched");
    }

    [Test]
    public void Null_removes_a_field()
    {
        Reasoning grain = new() { CreatedAt = 1, License = "MIT", Importance = 0.5, StructuralTags = ["a"], Contradicted = true };
        Reasoning bare = grain with { License = null, Importance = null, StructuralTags = null, Contradicted = null };
        Assert.That(bare, Is.EqualTo(new Reasoning { CreatedAt = 1 }));
        Assert.That(bare.ToBlob(), Is.EqualTo(new Reasoning { CreatedAt = 1 }.ToBlob()));
    }

    private static bool IsOld(VectorBlob vector) => Grain.Read(vector.Bytes, vector.Options) is var grain && grain.DeclaredType != grain.TypeName;
}
