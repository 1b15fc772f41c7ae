namespace OpenMemory.Tests;

/// <summary>Laws of encoding and decoding on generated grains of all thirteen types (OMS-4.9-1, OMS-4.5-3).</summary>
[TestFixture]
public sealed class GeneratedGrainTests
{
    [Test]
    public void Decoding_what_was_encoded_gives_the_fields_back() => Law.Holds(GrainGen.Fields, 600, static fields =>
    {
        GrainBlob blob = Grain.FromFields(fields).ToBlob();
        OmsMap read = Grain.Read(blob.Span).ToFields();
        Assert.That(read, Is.EqualTo(Expected.Of(fields)), () => GrainJson.ToJson(Grain.FromFields(fields)));
    });

    [Test]
    public void Encoding_what_was_decoded_gives_the_bytes_back() => Law.Holds(GrainGen.Fields, 400, static fields =>
    {
        GrainBlob blob = Grain.FromFields(fields).ToBlob();
        Grain read = Grain.Read(blob.Span);
        Assert.That(read.ToBlob().Address, Is.EqualTo(blob.Address));
        Assert.That(Grain.Restore(read.ToFields()).ToBlob().Address, Is.EqualTo(blob.Address));
        Assert.That(Grain.FromFields(read.ToFields()).ToBlob().Address, Is.EqualTo(blob.Address), "an author may write what was read");
    });

    [Test]
    public void JSON_carries_a_grain_without_loss() => Law.Holds(GrainGen.Fields, 400, static fields =>
    {
        Grain grain = Grain.FromFields(fields);
        string json = GrainJson.ToJson(grain);
        Assert.That(GrainJson.Parse(json), Is.EqualTo(grain), json);
        Assert.That(GrainJson.Parse(json).ToBlob().Address, Is.EqualTo(grain.ToBlob().Address));
        Assert.That(json.AsSpan().IndexOfAny("\n\r\u0085\u2028\u2029"), Is.Negative, "one line");
    });

    [Test]
    public void What_is_written_is_accepted_in_strict_mode_and_found_field_by_field() => Law.Holds(GrainGen.Fields, 400, static fields =>
    {
        GrainBlob blob = Grain.FromFields(fields).ToBlob();
        bool accepted = GrainView.TryParse(blob.Span, out GrainView view, out OmsFault fault);
        Assert.That(accepted, Is.True, fault.ToString());
        Assert.That(view.ComputeAddress(), Is.EqualTo(blob.Address));
        OmsMap expected = Expected.Of(fields);
        Assert.That(view.Count, Is.EqualTo(expected.Count));
        foreach (FieldEntry entry in view)
        {
            string name = entry.Field == default ? System.Text.Encoding.UTF8.GetString(entry.Key) : entry.Field.FullName;
            Assert.That(expected.ContainsKey(name), Is.True, name);
            Assert.That(view.TryGet(entry.Key, out FieldValue value), Is.True, name);
            Assert.That(value.Offset, Is.EqualTo(entry.Value.Offset), name);
        }
    });

    [Test]
    public void A_typed_record_and_its_fields_are_one_grain() => Law.Holds(GrainGen.Fields, 200, static fields =>
    {
        Grain grain = Grain.FromFields(fields);
        Assert.That(grain, Is.EqualTo(Grain.FromFields(new OmsMap(fields.Reverse()))));
        Assert.That(grain.GetHashCode(), Is.EqualTo(Grain.FromFields(new OmsMap(fields.Reverse())).GetHashCode()));
        Assert.That(grain.GetType().Name, Is.EqualTo(grain.Type.ToString()));
    });
}
