using System.Text;
using System.Text.Json;
using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>Laws over blobs that the library did not write: those of the fuzzer's grammar, whose bytes come from an encoder of its own.</summary>
[TestFixture]
public sealed class AcceptedBlobLawTests
{
    private const long Seed = 20260115;

    [Test]
    public void Encoding_what_was_decoded_is_the_identity_on_every_accepted_blob() // OMS-4.5-3
    {
        int accepted = 0;
        foreach (FuzzCase blob in Accepted(4000))
        {
            accepted++;
            GrainView view = GrainView.Parse(blob.Bytes, blob.Options);
            Same((view.ToGrain() with { }).ToBlob(), blob, "through a copy of the record");
            Same(GrainBlob.Parse(blob.Bytes, blob.Options).ToGrain().ToBlob(), blob, "through an owned blob");
            Same(GrainJson.Encode(Encoding.UTF8.GetBytes(GrainJson.ToJson(view.ToGrain())), restore: true, view.Encoding), blob, "through JSON");
        }
        Assert.That(accepted, Is.GreaterThan(1000));
    }

    [Test]
    public void One_flipped_bit_is_refused_or_is_another_grain()
    {
        CaseRandom random = new();
        int accepted = 0;
        foreach (FuzzCase blob in Accepted(4000))
        {
            Grain original = Grain.Read(blob.Bytes, blob.Options);
            random.Start(Seed, "flips", accepted);
            for (int i = 0; i < 20; i++)
            {
                byte[] flipped = [.. blob.Bytes];
                flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                GrainReadOptions options = new() { InsideEnvelope = (flipped[1] & (byte)GrainFlags.Signed) != 0 };
                if (!GrainView.TryParse(flipped, out GrainView view, out _, options)) continue;
                accepted++;
                Assert.That(view.ComputeAddress(), Is.Not.EqualTo(ContentAddress.Compute(blob.Bytes)));
                if (view.IsSealed) continue;
                Grain other = view.ToGrain();
                Assert.That(
                    original.Type != other.Type || original.ReceivedHeader != other.ReceivedHeader || !original.ToFields().Equals(other.ToFields()), Is.True,
                    () => $"{Convert.ToHexStringLower(flipped)} reads as {Convert.ToHexStringLower(blob.Bytes)}");
            }
        }
        Assert.That(accepted, Is.GreaterThan(2000), "many flips inside texts and numbers are sound grains");
    }

    [Test]
    public void Permuting_the_members_of_JSON_changes_nothing() => Law.Holds(GrainGen.Fields, 300, static fields =>
    {
        Grain grain = Grain.FromFields(fields);
        byte[] reversed = Reversed(JsonDocument.Parse(GrainJson.ToJson(grain), new() { MaxDepth = 512 }).RootElement);
        Assert.That(GrainJson.Encode(reversed).Address, Is.EqualTo(grain.ToBlob().Address), () => Encoding.UTF8.GetString(reversed));
    });

    /// <summary>Grains of the grammar that were accepted, with and without changes, sealed ones left out.</summary>
    private static IEnumerable<FuzzCase> Accepted(int cases)
    {
        CaseRandom random = new();
        for (int i = 0; i < cases; i++)
        {
            random.Start(Seed, "laws", i);
            FuzzCase made = new StructureCases().Make(random);
            if (made.Bytes.Length < 4000 && GrainView.TryParse(made.Bytes, out GrainView view, out _, made.Options) && !view.IsSealed) yield return made;
        }
    }

    /// <summary>Roads that do not carry a header that says more than the payload are compared from the payload on.</summary>
    private static void Same(GrainBlob actual, FuzzCase blob, string road)
    {
        int start = blob.IsHeaderDerived || road != "through JSON" ? 0 : GrainHeader.Size;
        Assert.That(actual.Span[start..].SequenceEqual(blob.Bytes.AsSpan(start)), Is.True, () => $"{road}: {Convert.ToHexStringLower(blob.Bytes)}");
    }

    private static byte[] Reversed(JsonElement element)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new() { MaxDepth = 512 })) WriteReversed(writer, element);
        return stream.ToArray();
    }

    private static void WriteReversed(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in element.EnumerateObject().Reverse())
                {
                    writer.WritePropertyName(member.Name);
                    WriteReversed(writer, member.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray()) WriteReversed(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number: writer.WriteRawValue(element.GetRawText()); break; // 1.0 is not 1
            default: element.WriteTo(writer); break;
        }
    }
}
