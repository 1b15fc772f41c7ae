using System.Text;
using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>The header is as sensitive as its tags demand, or more on request; never less (OMS-13.4-1, OMS-13.4-2, R-39).</summary>
[TestFixture]
public sealed class SensitivityTests
{
    [Test]
    public void Every_row_of_the_vectors_is_written_and_judged()
    {
        JsonElement[] rows = Vectors.Rows("sensitivity");
        Assert.That(rows, Has.Length.GreaterThan(70));
        foreach (JsonElement row in rows)
        {
            string name = row.GetProperty("name").GetString()!;
            Sensitivity given = row.TryGetProperty("flags", out JsonElement flags) ? (Sensitivity)flags.GetProperty("sensitivity").GetInt32() : default;
            Sensitivity expected = (Sensitivity)row.GetProperty("sensitivity").GetInt32();
            Grain grain = GrainJson.Parse(Encoding.UTF8.GetBytes(row.GetProperty("input").GetRawText()));
            byte[] blob = (grain with { Sensitivity = given }).ToBlob().Span.ToArray();
            Assert.That(Convert.ToHexStringLower(blob), Is.EqualTo(row.GetProperty("blob_hex").GetString()), name);
            Assert.That(Grain.Read(blob).Sensitivity, Is.EqualTo(expected), name);

            Sensitivity required = grain.ToBlob().Header.Sensitivity;
            for (int level = 0; level <= 3; level++)
            {
                blob[1] = (byte)((blob[1] & 0x3f) | (level << 6));
                bool accepted = GrainView.TryParse(blob, out _, out OmsFault fault);
                Assert.That(accepted, Is.EqualTo(level >= (int)required), $"{name}, level {level}");
                if (!accepted) Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.SensitivityMismatch, "OMS-13.4-2", 1L)));
            }
        }
    }

    [TestCase("phi:", Sensitivity.Phi)]
    [TestCase("pii:email", Sensitivity.Pii)]
    [TestCase("sec:", Sensitivity.Pii)]
    [TestCase("legal:hold", Sensitivity.Pii)]
    [TestCase("reg:gdpr", Sensitivity.Internal)]
    [TestCase("PHI:x", Sensitivity.Public)]
    [TestCase("phi", Sensitivity.Public)]
    [TestCase(" phi:x", Sensitivity.Public)]
    [TestCase("xphi:", Sensitivity.Public)]
    public void A_prefix_decides_and_its_case_counts(string tag, Sensitivity expected)
    {
        Assert.That(new Reasoning { CreatedAt = 1, StructuralTags = ["a", tag, "b"] }.ToBlob().Header.Sensitivity, Is.EqualTo(expected));
        Assert.That(new CustomGrain(0xf0) { Map = new() { ["t"] = "a:b", ["tags"] = new[] { tag } } }.ToBlob().Header.Sensitivity, Is.EqualTo(expected), "types without a schema as well");
        using GrainWriter writer = new(GrainType.Reasoning);
        writer.Write(Field.StructuralTags, OmsValue.FromTexts([tag]));
        writer.Write(Field.CreatedAt, 1);
        Assert.That(writer.ToBlob().Header.Sensitivity, Is.EqualTo(expected));
    }

    [Test]
    public void Lowering_is_impossible_and_raising_is_kept()
    {
        Reasoning grain = new() { CreatedAt = 1, StructuralTags = ["pii:x"], Sensitivity = Sensitivity.Internal };
        Assert.That(grain.ToBlob().Header.Sensitivity, Is.EqualTo(Sensitivity.Pii));
        GrainBlob raised = (grain with { Sensitivity = Sensitivity.Phi }).ToBlob();
        Assert.That(Grain.Read(raised.Span).Sensitivity, Is.EqualTo(Sensitivity.Phi));
        Assert.That(Grain.Read(raised.Span).ToBlob(), Is.EqualTo(raised));
        byte[] opaque = new CustomGrain(0xf0) { Map = new() { ["t"] = "a:b", ["tags"] = new[] { "phi:x" } } }.ToBlob().Span.ToArray();
        opaque[1] = 0x80;
        Assert.That(GrainView.TryParse(opaque, out _, out OmsFault fault), Is.False);
        Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.SensitivityMismatch));
    }
}
