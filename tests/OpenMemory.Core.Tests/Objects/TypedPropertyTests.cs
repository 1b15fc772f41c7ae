using OpenMemory.Fuzzing;
using System.Reflection;
using System.Text.RegularExpressions;

namespace OpenMemory.Tests;

/// <summary>Every typed property of every kind of grain, and of the maps inside, is set and read back (§6).</summary>
[TestFixture]
public sealed partial class TypedPropertyTests
{
    private static readonly Dictionary<Type, object> s_samples = new()
    {
        [typeof(string)] = "text",
        [typeof(bool?)] = true,
        [typeof(double?)] = 0.5,
        [typeof(long?)] = 7L,
        [typeof(byte?)] = (byte)200,
        [typeof(EpochMilliseconds?)] = new EpochMilliseconds(-1234),
        [typeof(OmsValue)] = (OmsValue)"value",
        [typeof(OmsMap)] = new OmsMap { ["k"] = 1 },
        [typeof(IReadOnlyList<string>)] = new[] { "b", "a" },
        [typeof(IReadOnlyList<OmsMap>)] = new OmsMap[] { new() { ["k"] = 1 }, OmsMap.Empty },
        [typeof(IReadOnlyList<OmsValue>)] = new OmsValue[] { "a", new OmsMap { ["k"] = 1 } },
        [typeof(IReadOnlyList<GrainType>)] = new[] { GrainType.Fact, GrainType.Trigger, (GrainType)0xff },
        [typeof(InvalidationPolicy)] = new InvalidationPolicy { Mode = "locked", Authorized = ["did:key:z"], Threshold = 2 },
        [typeof(LegalEntity)] = new LegalEntity { Type = "org", Name = "n" },
        [typeof(IReadOnlyList<ProvenanceEntry>)] = new ProvenanceEntry[] { new() { Method = "m", Weight = 0.5 } },
        [typeof(IReadOnlyList<ContentReference>)] = new ContentReference[] { new() { Uri = "u", Modality = "image" }, new() { SizeBytes = 5 } },
        [typeof(IReadOnlyList<EmbeddingReference>)] = new EmbeddingReference[] { new() { VectorId = "v", Model = "m", Dimensions = 3 } },
        [typeof(IReadOnlyList<RelatedGrain>)] = new RelatedGrain[] { new() { Hash = "h", RelationType = "similar", Weight = 1 } },
        [typeof(IReadOnlyList<WorkflowEdge>)] = new WorkflowEdge[] { new() { Src = "a", Dst = "b", MaxCycles = 3 } },
    };

    private static IEnumerable<Type> Kinds => typeof(Grain).Assembly.GetExportedTypes().Where(static type =>
        !type.IsAbstract && type.IsAssignableTo(typeof(FieldMap)) && type.GetConstructor(Type.EmptyTypes) is not null);

    private static IEnumerable<Type> Grains => Kinds.Where(static kind => kind.IsAssignableTo(typeof(Grain)));

    [TestCaseSource(nameof(Kinds))]
    public void Every_property_is_set_read_back_and_removed(Type kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        PropertyInfo[] properties = Fields(kind);
        Assert.That(properties, Is.Not.Empty);
        foreach (PropertyInfo property in properties)
        {
            FieldMap map = (FieldMap)Activator.CreateInstance(kind)!;
            Assert.That(IsEmpty(property.GetValue(map)), Is.True, property.Name);
            object sample = s_samples[property.PropertyType];
            property.SetValue(map, sample);
            Assert.That(property.GetValue(map), Is.EqualTo(sample), property.Name);
            string name = (map as ProfileFields)?.Profile.Prefix + NameOf(property);
            Assert.That(map.GetValue(name).IsNull, Is.False, $"{property.Name} is the field {name}");
            Assert.That(map, Is.Not.EqualTo(Activator.CreateInstance(kind)), property.Name);
            property.SetValue(map, property.PropertyType == typeof(OmsValue) ? (object)OmsValue.Null : null);
            Assert.That(map, Is.EqualTo(Activator.CreateInstance(kind)), $"{property.Name} = null removes the field");
        }
    }

    [TestCaseSource(nameof(Grains))]
    public void Values_of_another_kind_read_as_absent(Type kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        foreach (OmsValue wrong in (OmsValue[])[OmsValue.FromBytes([1]), ulong.MaxValue, -0.5, true, "text", new OmsValue[] { OmsValue.FromBytes([1]) }, OmsMap.Empty])
        {
            PropertyInfo[] properties = Fields(kind);
            OmsMap fields = new([.. properties.Select(property => KeyValuePair.Create(NameOf(property), wrong)), new("type", ((Grain)Activator.CreateInstance(kind)!).TypeName)]);
            GrainProbe.ReadAll(Grain.Restore(fields));
        }
    }

    [Test]
    public void Every_field_that_an_author_may_write_has_its_property()
    {
        for (byte type = 1; type <= 13; type++)
        {
            Type kind = typeof(Grain).Assembly.GetType($"OpenMemory.{(GrainType)type}")!;
            string[] expected = [.. FieldRegistry.ForType(type).Where(static row => !row.IsIndexLayer && row.Field != Field.Type).Select(static row => row.Name)];
            Assert.That(Fields(kind).Select(NameOf), Is.EquivalentTo(expected), kind.Name);
        }
    }

    [Test]
    public void Every_sample_is_used() =>
        Assert.That(Kinds.SelectMany(Fields).Select(static property => property.PropertyType).Distinct(), Is.EquivalentTo(s_samples.Keys));

    private static PropertyInfo[] Fields(Type kind) => [.. kind.GetProperties().Where(static property =>
        property.CanWrite && property.Name is not (nameof(Grain.Extra) or nameof(Grain.Sensitivity) or nameof(Grain.IsSigned) or nameof(Grain.Encoding)))];

    private static bool IsEmpty(object? value) => value is null or OmsValue { IsNull: true };

    private static string NameOf(PropertyInfo property) => property.Name switch
    {
        nameof(Grain.Elided) => "_elided",
        nameof(Grain.DisclosureOf) => "_disclosure_of",
        var name => Capital().Replace(name, "_$0")[1..].ToLowerInvariant(),
    };

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
