using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>The tables in code say what the specification's registries say; the registries are the one source.</summary>
[TestFixture]
public sealed class RegistryTests
{
    private static readonly Dictionary<string, string[]> s_types = new()
    {
        ["string"] = ["Text"], ["string|map"] = ["TextOrMap"], ["float64"] = ["Float64"], ["int64"] = ["Int64", "EpochMs"], ["int"] = ["Int64"],
        ["uint8"] = ["UInt8"], ["bool"] = ["Boolean"], ["map"] = ["Map"], ["array"] = ["Array"], ["array[string]"] = ["TextArray", "ReferenceArray"],
        ["array[map]"] = ["MapArray"], ["any"] = ["Any"], ["map[string->string]"] = ["TextMap"], ["map[string->int]"] = ["IntMap"], ["array[uint8]"] = ["UInt8Array"],
    };

    private static readonly JsonElement[] s_rows = [.. Registry("fields.json").EnumerateArray()];

    [Test]
    public void Every_field_of_a_scope_has_its_key_type_and_layer()
    {
        FieldDefinition[] code = [.. Enumerable.Range(1, 13).SelectMany(static type => FieldRegistry.ForType((byte)type)).Distinct()];
        JsonElement[] rows = [.. s_rows.Where(static row => ScopeOf(row) is not null)];
        Assert.That(code, Has.Length.EqualTo(rows.Length));
        foreach (JsonElement row in rows)
        {
            string name = row.GetProperty("name").GetString()!;
            FieldDefinition definition = code.Single(candidate => candidate.Scope == ScopeOf(row) && candidate.Name == name);
            Assert.That(definition.Key, Is.EqualTo(row.GetProperty("key").GetString()), name);
            Assert.That(s_types[row.GetProperty("type").GetString()!], Does.Contain(definition.Type.ToString()), name);
            Assert.That(definition.IsIndexLayer, Is.EqualTo(row.GetProperty("index_layer").GetBoolean()), name);
            JsonElement elidable = row.GetProperty("elidable");
            Assert.That(definition.IsElidable, Is.EqualTo(elidable.ValueKind == JsonValueKind.Null ? (bool?)null : elidable.GetBoolean()), name);
        }
    }

    [TestCase("content_ref")]
    [TestCase("embedding_ref")]
    [TestCase("related_to")]
    [TestCase("edge")]
    [TestCase("int_profile")]
    public void Nested_maps_have_their_names_and_keys(string scope)
    {
        NestedMap map = scope switch
        {
            "content_ref" => NestedMap.ContentRef, "embedding_ref" => NestedMap.EmbeddingRef, "related_to" => NestedMap.RelatedTo,
            "edge" => NestedMap.Edge, _ => NestedMap.Integration,
        };
        IEnumerable<(string, string, bool)> expected = s_rows.Where(row => row.GetProperty("scope").GetString() == scope)
            .Select(static row => (row.GetProperty("name").GetString()!, row.GetProperty("key").GetString()!, row.GetProperty("type").GetString() == "float64"));
        Assert.That(map.Fields.Select(static field => (field.Name, field.Key, field.IsFloat)), Is.EquivalentTo(expected));
    }

    [Test]
    public void Each_type_has_the_fields_of_its_scopes_and_the_same_required_ones()
    {
        foreach (JsonElement type in Registry("grain-types.json").GetProperty("types").EnumerateArray())
        {
            GrainType grainType = (GrainType)type.GetProperty("byte").GetInt32();
            Assert.That(grainType.ToText(), Is.EqualTo(type.GetProperty("name").GetString()));
            string[] scopes = [.. type.GetProperty("effective_scopes").EnumerateArray().Select(static scope => scope.GetString()!)];
            IEnumerable<string> names = s_rows.Where(row => scopes.Contains(row.GetProperty("scope").GetString())).Select(static row => row.GetProperty("name").GetString()!);
            Assert.That(FieldRegistry.ForType((byte)grainType).Select(static definition => definition.Name), Is.EquivalentTo(names), grainType.ToString());
            if (grainType == GrainType.Tool) continue; // by phase, see the vectors
            EffectiveMap map = EffectiveMap.For((byte)grainType);
            IEnumerable<string> required = map.Definitions.Where((_, slot) => RequiredFields.Of(grainType).Contains(slot)).Select(static definition => definition.Name);
            Assert.That(required, Is.EquivalentTo(type.GetProperty("required").EnumerateArray().Select(static name => name.GetString())), grainType.ToString());
        }
    }

    [Test]
    public void Older_type_strings_are_those_of_the_registry()
    {
        foreach (JsonElement type in Registry("grain-types.json").GetProperty("types").EnumerateArray())
        {
            foreach (JsonElement alias in type.GetProperty("aliases").EnumerateArray())
            {
                string text = alias.GetProperty("string").GetString()!;
                Assert.That(GrainTypes.TryParse(text, out GrainType found, out bool isOld), Is.True, text);
                Assert.That(found, Is.EqualTo((GrainType)type.GetProperty("byte").GetInt32()), text);
                Assert.That(isOld, Is.EqualTo(text != type.GetProperty("name").GetString()), text);
            }
        }
    }

    [Test]
    public void Every_error_code_of_the_registry_is_a_member()
    {
        string[] codes = [.. Registry("errors.json").GetProperty("codes").EnumerateArray().Select(static code => code.GetProperty("code").GetString()!)];
        IEnumerable<string> members = Enum.GetValues<OmsErrorCode>().Where(static code => code is not (OmsErrorCode.None or OmsErrorCode.NotSupported)).Select(static code => code.ToText());
        Assert.That(members, Is.EquivalentTo(codes));
        Assert.That(codes.All(static text => OmsErrorCodes.TryParse(text, out OmsErrorCode code) && code.ToText() == text), Is.True);
    }

    [Test]
    public void Closed_and_listed_values_are_those_of_the_registry()
    {
        string[] leftOpen = ["expiry_policy"]; // ClosedValues says why
        foreach (JsonElement type in Registry("grain-types.json").GetProperty("types").EnumerateArray())
        {
            foreach (string group in new[] { "closed_enums", "listed_enums" })
            {
                if (!type.TryGetProperty(group, out JsonElement sets)) continue;
                foreach (JsonProperty set in sets.EnumerateObject().Where(set => !leftOpen.Contains(set.Name)))
                {
                    Assert.That(Field.TryParse(set.Name, out Field field), Is.True, set.Name);
                    Assert.That(ClosedValues.Of(field), Is.EqualTo(set.Value.EnumerateArray().Select(static value => value.GetString())), set.Name);
                }
            }
        }
    }

    [Test]
    public void Every_field_of_a_type_has_a_property_of_its_name()
    {
        foreach (GrainType type in Enum.GetValues<GrainType>().Where(static type => type.HasSchema()))
        {
            Type record = Grain.New(type).GetType();
            IEnumerable<string> missing = FieldRegistry.ForType((byte)type)
                .Where(static definition => !definition.IsIndexLayer && definition.Field != Field.Type)
                .Select(static definition => string.Concat(definition.Name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(static word => char.ToUpperInvariant(word[0]) + word[1..])))
                .Where(name => record.GetProperty(name) is null);
            Assert.That(missing, Is.Empty, record.Name);
        }
    }

    private static FieldScope? ScopeOf(JsonElement row) =>
        Enum.TryParse(row.GetProperty("scope").GetString(), ignoreCase: true, out FieldScope scope) ? scope : null;

    private static JsonElement Registry(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.PathOf("spec-vectors", "registry", file))).RootElement;
}
