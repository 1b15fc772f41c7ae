namespace OpenMemory.Tests;

/// <summary>A field is found by name, by key and by walking, in small grains and in ones that no index holds, in both encodings.</summary>
[TestFixture]
public sealed class FieldLookupTests
{
    [Test]
    public void Every_field_is_found_and_no_other() => Law.Holds(GrainGen.Fields, 300, static fields => Check(Grain.FromFields(fields).ToBlob()));

    [TestCase(14)]
    [TestCase(15)]
    [TestCase(16)]
    [TestCase(17)]
    [TestCase(40)]
    public void Any_number_of_fields_is_looked_up(int count)
    {
        OmsMap extra = new(Enumerable.Range(0, count).Select(static i => KeyValuePair.Create($"{(i % 2 == 0 ? "a" : "z")}{i:d2}", (OmsValue)i)));
        Check(new Reasoning { CreatedAt = 1, Conclusion = "c", Extra = extra }.ToBlob());
        OmsMap skill = new() { ["type"] = "skill", ["created_at"] = 1, ["name"] = "n", ["description"] = "d" };
        IEnumerable<FieldDefinition> texts = FieldRegistry.ForType((byte)GrainType.Skill)
            .Where(row => row.Type == FieldType.Text && !row.IsIndexLayer && row.AllowedValues.Length == 0 && !skill.ContainsKey(row.Name));
        Check(Grain.FromFields(new([.. skill, .. texts.Take(count - 4).Select(static row => KeyValuePair.Create(row.Name, (OmsValue)"x"))])).ToBlob());
    }

    [TestCase(65_000)]
    [TestCase(65_535)]
    [TestCase(65_536)]
    [TestCase(70_000)]
    [TestCase(200_000)]
    public void Fields_behind_a_long_one_are_found(int length)
    {
        // `conc` comes before `st`, `t` and `user`.
        GrainBlob blob = new Reasoning { CreatedAt = 1, Conclusion = new string('x', length), SourceType = "s", UserId = "u" }.ToBlob();
        Check(blob);
        Check(new Reasoning { CreatedAt = 1, UserId = "u", Extra = new() { ["b"] = new string('x', length - 40) } }.ToBlob());
    }

    [Test]
    public void A_shorter_key_a_longer_key_and_a_key_with_NUL_are_other_keys()
    {
        OmsMap extra = new() { ["abcdefgh"] = 1, ["abcdefghi"] = 2, ["abc"] = 3, ["abc\0"] = 4, ["abcdefgh\0"] = 5 };
        GrainBlob blob = new Reasoning { CreatedAt = 1, Extra = extra }.ToBlob();
        foreach (GrainBlob form in (GrainBlob[])[blob, blob.Transcode(PayloadEncoding.Cbor)])
        {
            foreach ((string key, OmsValue value) in extra)
            {
                Assert.That(form.View().TryGet(System.Text.Encoding.UTF8.GetBytes(key), out FieldValue found), Is.True);
                Assert.That(found.ToValue(), Is.EqualTo(value));
            }
            foreach (string key in (string[])["", "a", "ab", "abcd", "abcdefg", "abcdefghij", "abc\0\0", "\0", "abcdefghi\0"])
                Assert.That(form.View().TryGet(System.Text.Encoding.UTF8.GetBytes(key), out _), Is.False, key);
        }
    }

    private static void Check(GrainBlob blob)
    {
        CheckForm(blob);
        CheckForm(blob.Transcode(PayloadEncoding.Cbor));
    }

    private static void CheckForm(GrainBlob blob)
    {
        GrainView parsed = GrainView.Parse(blob.Span), trusted = blob.View();
        Dictionary<Field, OmsValue> walked = [];
        foreach (FieldEntry entry in parsed)
        {
            if (entry.Field != default) walked[entry.Field] = entry.Value.ToValue();
            Assert.That(parsed.TryGet(entry.Key, out FieldValue byKey), Is.True);
            Assert.That(byKey.Offset, Is.EqualTo(entry.Value.Offset));
        }
        for (byte type = 1; type <= 13; type++)
        {
            foreach (FieldDefinition row in FieldRegistry.ForType(type))
            {
                bool expected = walked.TryGetValue(row.Field, out OmsValue value);
                Assert.That(parsed.TryGet(row.Field, out FieldValue found), Is.EqualTo(expected), row.Name);
                Assert.That(trusted.TryGet(row.Field, out FieldValue again), Is.EqualTo(expected), row.Name);
                if (!expected) continue;
                Assert.That(found.ToValue(), Is.EqualTo(value), row.Name);
                Assert.That(again.Offset, Is.EqualTo(found.Offset), row.Name);
            }
        }
    }
}
