using System.Text.Json;

namespace OpenMemory.Disclosure.Tests;

/// <summary>The rows of elision.json: disclosed grains byte for byte (OMS-10.1-1, OMS-10.3-1, R-38).</summary>
[TestFixture]
public sealed class ElisionVectorTests
{
    private static IEnumerable<TestCaseData> Rows() =>
        Vectors.Rows("elision").Select(static row => new TestCaseData(row).SetArgDisplayNames(row.GetProperty("name").GetString()!));

    [TestCaseSource(nameof(Rows))]
    public void A_disclosed_grain_has_the_bytes_of_the_vector(JsonElement row)
    {
        GrainBlob disclosed = Elision.Elide(Original(row), Fields(row));
        Assert.Multiple(() =>
        {
            Assert.That(Convert.ToHexStringLower(disclosed.Span), Is.EqualTo(row.GetProperty("blob_hex").GetString()));
            Assert.That(disclosed.Address.ToString(), Is.EqualTo(row.GetProperty("address").GetString()));
            Assert.That(GrainBlob.Parse(disclosed.Span), Is.EqualTo(disclosed), "readers accept it (OMS-10.4-4)");
        });
    }

    [TestCaseSource(nameof(Rows))]
    public void The_hash_of_each_value_is_that_of_the_vector(JsonElement row)
    {
        GrainView original = Original(row).View();
        foreach (JsonProperty hash in row.GetProperty("hashes").EnumerateObject())
        {
            FieldDefinition field = FieldRegistry.ForType((byte)original.Type).Single(known => known.Name == hash.Name);
            Assert.That(original.TryGet(field.Field, out FieldValue value), Is.True);
            string expected = hash.Value.GetString()!;
            Assert.Multiple(() =>
            {
                Assert.That(ElisionHash.TryParse(expected, out ElisionHash parsed), Is.True);
                Assert.That(parsed.ToString(), Is.EqualTo(expected));
            });
            Assert.That(ElisionHash.Compute(value).ToString(), Is.EqualTo(expected));
        }
    }

    [TestCaseSource(nameof(Rows))]
    public void A_value_revealed_as_JSON_has_the_hash_of_the_vector(JsonElement row)
    {
        OmsMap original = Json(row.GetProperty("original"));
        GrainType type = Original(row).Header.Type;
        foreach (JsonProperty hash in row.GetProperty("hashes").EnumerateObject())
            Assert.That(ElisionHash.Compute(type, hash.Name, original[hash.Name]).ToString(), Is.EqualTo(hash.Value.GetString()), hash.Name);
    }

    [TestCaseSource(nameof(Rows))]
    public void A_typed_grain_is_disclosed_as_its_blob_is(JsonElement row)
    {
        GrainBlob original = Original(row);
        Grain grain = Grain.FromFields(Json(row.GetProperty("original"))) with { IsSigned = original.IsSigned, Encoding = original.View().Encoding };
        Assert.That(Elision.Elide(grain, Fields(row)).Address.ToString(), Is.EqualTo(row.GetProperty("address").GetString()));
    }

    [TestCaseSource(nameof(Rows))]
    public void Hiding_fields_one_after_the_other_gives_the_same_grain(JsonElement row)
    {
        GrainBlob disclosed = Original(row);
        foreach (string field in Fields(row)) disclosed = Elision.Elide(disclosed, [field]);
        Assert.That(disclosed.Address.ToString(), Is.EqualTo(row.GetProperty("address").GetString()));
    }

    internal static GrainBlob Original(JsonElement row)
    {
        bool isSigned = row.TryGetProperty("flags", out JsonElement flags) && flags.TryGetProperty("signed", out _);
        return GrainBlob.Parse(Vectors.Hex(row, "original_blob_hex"), new GrainReadOptions { InsideEnvelope = isSigned });
    }

    internal static string[] Fields(JsonElement row) => [.. row.GetProperty("elide").EnumerateArray().Select(static name => name.GetString()!)];

    internal static OmsMap Json(JsonElement map) => GrainJson.ParseMap(System.Text.Encoding.UTF8.GetBytes(map.GetRawText()));
}
