using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Tests;

/// <summary>
/// A writer may save itself checks, but never one that matters: whatever an author gives is refused, or is a grain that every
/// strict reader accepts and that keeps the rules for authors (OMS-4.9-1, OMS-4.9-2).
/// </summary>
[TestFixture]
public sealed class CarelessAuthorTests
{
    /// <summary>Values that are wrong in one field or another: kind, range, emptiness, closed sets.</summary>
    private static readonly OmsValue[] s_suspects =
    [
        "", "x", 0, -1, 300, ulong.MaxValue, 0.5, -0.5, 2.0, 1e300, true, OmsValue.FromBytes([1]), Array.Empty<OmsValue>(), OmsMap.Empty, new[] { "" }, new OmsValue[] { 1 },
        new OmsValue[] { OmsMap.Empty }, new OmsValue[] { OmsValue.Null }, new OmsMap { ["k"] = "v" }, new OmsMap { ["k"] = -1 }, new[] { "phi:x" }, new OmsValue[] { 256 },
        new OmsValue[] { new OmsMap { ["citation_type"] = OmsValue.Null, ["uri"] = "u", ["modality"] = "image" } }, "call", "definition", "code_exec", "human", "polling", "composite",
    ];

    private static Gen<(OmsMap Fields, KeyValuePair<string, OmsValue>[] Order)> Careless { get; } =
        from fields in GrainGen.Fields
        from name in Gen.Elements(Names(fields))
        from suspect in Gen.Elements(s_suspects)
        from isDropped in Gen.Elements(false, false, true)
        let changed = isDropped ? new OmsMap(fields.Where(field => field.Key != name || field.Key == "type")) : new OmsMap(fields) { [name] = suspect }
        from order in Gen.Shuffle(changed.Where(static field => field.Key != "type").ToArray())
        select (changed, order);

    [Test]
    public void A_record_is_refused_or_sound()
    {
        int refused = 0, written = 0;
        Law.Holds(Careless, 3000, careless =>
        {
            OmsException? fault = Try(() => Grain.FromFields(careless.Fields).ToBlob(), out GrainBlob? blob);
            if (fault is null) AssertSound(blob!, careless.Fields);
            _ = fault is null ? written++ : refused++;
        });
        Assert.That(Math.Min(refused, written), Is.GreaterThan(500), "both happen");
    }

    [Test]
    public void The_writer_s_overloads_refuse_what_the_record_refuses()
    {
        Law.Holds(Careless, 3000, static careless =>
        {
            OmsException? expected = Try(() => Grain.FromFields(careless.Fields).ToBlob(), out GrainBlob? record);
            OmsException? actual = Try(() => Write(careless.Fields, careless.Order), out GrainBlob? blob);
            string which = string.Join(' ', careless.Order.Select(static field => $"{field.Key}={field.Value}"));
            Assert.That(actual?.Code, Is.EqualTo(expected?.Code), () => $"{expected?.Message} {which}");
            Assert.That(blob, Is.EqualTo(record), which);
        });
    }

    private static string[] Names(OmsMap fields)
    {
        Assert.That(GrainTypes.TryParse(fields["type"].AsText(), out GrainType type, out _), Is.True);
        return [.. FieldRegistry.ForType((byte)type).Select(static row => row.Name).Where(static name => name != "type"), .. fields.Keys.Where(static name => name != "type")];
    }

    private static void AssertSound(GrainBlob blob, OmsMap fields)
    {
        bool sound = GrainView.TryParse(blob.Span, out GrainView view, out OmsFault fault);
        Assert.That(sound, Is.True, () => $"{fault} {GrainJson.ToJson(Grain.FromFields(fields))}");
        AuthorRules.Check(view); // what was written still keeps every rule for authors
    }

    private static OmsException? Try(Func<GrainBlob> write, out GrainBlob? blob)
    {
        blob = null;
        try
        {
            blob = write();
            return null;
        }
        catch (OmsException exception)
        {
            return exception;
        }
    }

    /// <summary>Writes through the overload that fits each value, as hot paths do.</summary>
    private static GrainBlob Write(OmsMap fields, KeyValuePair<string, OmsValue>[] order)
    {
        Assert.That(GrainTypes.TryParse(fields["type"].AsText(), out GrainType type, out _), Is.True);
        using GrainWriter writer = new(type);
        foreach ((string name, OmsValue value) in order)
        {
            if (!Field.TryParse(name, out Field field) || FieldRegistry.Find((byte)type, field) is null)
            {
                writer.WriteExtra(name, value);
                continue;
            }
            bool isTexts = value.Kind == OmsValueKind.Array && value.AsArray().All(static element => element.Kind == OmsValueKind.Text);
            if (value.Kind == OmsValueKind.Text && value.AsText().Length % 2 == 0) writer.Write(field, System.Text.Encoding.UTF8.GetBytes(value.AsText()));
            else if (value.Kind == OmsValueKind.Text) writer.Write(field, value.AsText());
            else if (value.Kind == OmsValueKind.Integer && !value.IsUnsigned) writer.Write(field, value.AsInt64());
            else if (value.Kind == OmsValueKind.Float) writer.Write(field, value.AsDouble());
            else if (value.Kind == OmsValueKind.Boolean) writer.Write(field, value.AsBoolean());
            else if (isTexts) writer.Write(field, value.AsArray().Select(static element => element.AsText()).ToArray());
            else writer.Write(field, value);
        }
        return writer.ToBlob();
    }
}
