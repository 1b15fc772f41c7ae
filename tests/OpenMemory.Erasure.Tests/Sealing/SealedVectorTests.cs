using System.Text.Json;

namespace OpenMemory.Erasure.Tests;

/// <summary>Every row of sealed.json, both ways (R-9, R-51, OMS-17.3-2).</summary>
[TestFixture]
public sealed class SealedVectorTests
{
    private static JsonElement[] Rows => Vectors.Rows("sealed");

    [Test]
    public void There_are_ten_rows_half_of_them_with_a_blank_header() =>
        Assert.That((Rows.Length, Rows.Count(static row => row.GetProperty("blank_header").GetBoolean())), Is.EqualTo((10, 5)));

    [TestCaseSource(nameof(Rows))]
    public void Sealing_makes_the_expected_bytes_by_every_road(JsonElement row)
    {
        byte[] blob = Vectors.Hex(row, "blob_hex");
        string expected = row.GetProperty("sealed_hex").GetString()!;
        using (TestRing test = RingOf(row))
        {
            GrainBlob sealedGrain = test.Ring.Seal(UserId(row), blob, OptionsOf(row));
            Assert.That(Convert.ToHexStringLower(sealedGrain.Span), Is.EqualTo(expected));
            Assert.That(sealedGrain.Address.ToString(), Is.EqualTo(row.GetProperty("sealed_address").GetString()));
        }
        using (TestRing test = RingOf(row))
        {
            byte[] destination = new byte[UserKeyRing.GetMaxSealedLength(blob.Length)];
            int length = test.Ring.SealInto(UserId(row), blob, destination, OptionsOf(row));
            Assert.That(Convert.ToHexStringLower(destination.AsSpan(0, length)), Is.EqualTo(expected));
            Assert.That(destination.AsSpan(length).ContainsAnyExcept((byte)0), Is.False);
        }
        using (TestRing test = RingOf(row))
            Assert.That(Convert.ToHexStringLower(test.Ring.Seal(UserId(row), GrainBlob.Parse(blob), OptionsOf(row)).Span), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Rows))]
    public void The_expected_bytes_open_by_every_road(JsonElement row)
    {
        byte[] blob = Vectors.Hex(row, "blob_hex"), sealedBytes = Vectors.Hex(row, "sealed_hex"), destination = new byte[sealedBytes.Length];
        using TestRing test = RingOf(row);
        GrainBlob opened = test.Ring.Open(UserId(row), sealedBytes);
        Assert.That(opened.Span.SequenceEqual(blob), Is.True);
        Assert.That(opened.Address.ToString(), Is.EqualTo(row.GetProperty("address").GetString()));
        Assert.That(opened.IsCanonical, Is.True);
        Assert.That(test.Ring.TryOpen(UserId(row), sealedBytes, out GrainBlob? again, out OmsFault fault) && again.Equals(opened) && !fault.IsFault, Is.True);
        Assert.That(test.Ring.OpenInto(UserId(row), sealedBytes, destination), Is.EqualTo(blob.Length));
        Assert.That(destination.AsSpan(0, blob.Length).SequenceEqual(blob), Is.True);
    }

    [TestCaseSource(nameof(Rows))]
    public void What_stands_in_the_clear_is_what_R_9_says(JsonElement row)
    {
        byte[] blob = Vectors.Hex(row, "blob_hex"), sealedBytes = Vectors.Hex(row, "sealed_hex"), key = new byte[32];
        Assert.That(SealedView.TryParse(sealedBytes, out SealedView view), Is.True);
        GrainHeader.TryRead(blob, out GrainHeader header);
        bool isBlank = row.GetProperty("blank_header").GetBoolean();
        Assert.That((view.Header.Flags, view.Header.Type, view.Header.Sensitivity), Is.EqualTo((GrainFlags.Encrypted, header.Type, header.Sensitivity)));
        Assert.That((view.Header.NamespaceHash, view.Header.CreatedAtSeconds), Is.EqualTo(isBlank ? ((ushort)0, 0u) : (header.NamespaceHash, header.CreatedAtSeconds)));
        Assert.That(view.MasterKeyVersion, Is.EqualTo(row.GetProperty("master_key_version").GetUInt32()));
        Assert.That(Convert.ToHexStringLower(view.Nonce), Is.EqualTo(row.GetProperty("nonce_hex").GetString()));
        using BlindIndex index = new(Vectors.Hex(row, "master_key_hex"));
        Assert.That(index.Compute(UserId(row)).Equals(view.Token), Is.True);
        KeyDerivation.DeriveUserKey(Vectors.Hex(row, "master_key_hex"), Vectors.Hex(row, "salt_hex"), UserId(row), key);
        Assert.That(Convert.ToHexStringLower(key), Is.EqualTo(row.GetProperty("user_key_hex").GetString()));

        GrainView grain = GrainView.Parse(sealedBytes);
        Assert.That((grain.IsSealed, grain.Count, grain.Type), Is.EqualTo((true, 0, header.Type)));
        Assert.That(GrainBlob.Parse(sealedBytes).Address.ToString(), Is.EqualTo(row.GetProperty("sealed_address").GetString()));
    }

    private static TestRing RingOf(JsonElement row) => TestRing.Known(
        Vectors.Hex(row, "master_key_hex"), row.GetProperty("master_key_version").GetUInt32(), Vectors.Hex(row, "salt_hex"), UserId(row), Vectors.Hex(row, "nonce_hex"));

    private static SealOptions OptionsOf(JsonElement row) => new() { Header = row.GetProperty("blank_header").GetBoolean() ? HeaderPrivacy.Blank : HeaderPrivacy.Keep };

    private static string UserId(JsonElement row) => row.GetProperty("user_id").GetString()!;
}
