using System.Text.Json;

namespace OpenMemory.Compression.Tests;

/// <summary>Flag bit 2 without bit 1: one zstd frame is tried, its content parsed, and the address stays the stored bytes' .</summary>
[TestFixture]
public sealed class CompressedGrainTests
{
    private static readonly ZstdCodec s_zstd = SystemCodecs.Zstd;
    private static readonly GrainReadOptions s_compatible = new() { Mode = ReadingMode.Compatible };

    [Test]
    public void Every_blob_of_the_vectors_reads_the_same_out_of_a_frame()
    {
        int read = 0;
        foreach (VectorBlob vector in Vectors.Blobs)
        {
            if (GrainView.Parse(vector.Bytes, vector.Options).IsSealed) continue;
            byte[] stored = Payloads.Compressed(vector.Bytes, s_zstd);
            Grain plain = Grain.Read(vector.Bytes, vector.Options), grain = Grain.Read(stored, vector.Options, s_zstd);
            Assert.That(grain.GetType(), Is.EqualTo(plain.GetType()), vector.Name);
            Assert.That(grain.AllFields, Is.EquivalentTo(plain.AllFields), vector.Name);
            Assert.That((grain.DeclaredType, grain.Sensitivity, grain.IsSigned, grain.Encoding), Is.EqualTo((plain.DeclaredType, plain.Sensitivity, plain.IsSigned, plain.Encoding)), vector.Name);
            Assert.That(grain.ToBlob().Span.SequenceEqual(stored), Is.True, vector.Name);
            Assert.That(grain.ToBlob().Address, Is.EqualTo(ContentAddress.Compute(stored)), vector.Name);
            read++;
        }
        Assert.That(read, Is.GreaterThan(500));
    }

    [Test]
    public void A_CBOR_payload_is_read_by_its_flag() // OMS-3.1-11
    {
        int read = 0;
        foreach (JsonElement row in Vectors.Rows("cbor"))
        {
            if (!row.TryGetProperty("blob_hex", out _) || (row.TryGetProperty("schema", out JsonElement schema) && !schema.GetBoolean())) continue;
            byte[] blob = Vectors.Hex(row, "blob_hex");
            GrainReadOptions options = new() { InsideEnvelope = (blob[1] & 1) != 0 };
            byte[] stored = Payloads.Compressed(blob, s_zstd);
            Grain grain = Grain.Read(stored, options, s_zstd);
            Assert.That(grain.Encoding, Is.EqualTo(PayloadEncoding.Cbor));
            Assert.That(grain.AllFields, Is.EquivalentTo(Grain.Read(blob, options).AllFields));
            Assert.That(ReceivedGrain.Read(stored, options, s_zstd).Blob.Address, Is.EqualTo(ContentAddress.Compute(stored)));
            read++;
        }
        Assert.That(read, Is.GreaterThan(100));
    }

    [Test]
    public void The_Compatible_mode_reports_the_same_deviations_out_of_a_frame()
    {
        int read = 0;
        foreach (JsonElement row in Vectors.Rows("compatible").Where(static row => row.TryGetProperty("blob_hex", out _)))
        {
            byte[] blob = Vectors.Hex(row, "blob_hex");
            if ((blob[1] & 2) != 0) continue;
            GrainReadOptions options = new() { InsideEnvelope = (blob[1] & 1) != 0 };
            byte[] stored = Payloads.Compressed(blob, s_zstd);
            ReceivedGrain plain = ReceivedGrain.Read(blob, options), received = ReceivedGrain.Read(stored, options, s_zstd);
            Assert.That(received.Deviations, Is.EqualTo(plain.Deviations));
            Assert.That(received.DeviationCount, Is.EqualTo(plain.DeviationCount));
            Assert.That(received.Grain.AllFields, Is.EquivalentTo(plain.Grain.AllFields));
            Assert.That((received.Blob.Span.SequenceEqual(stored), received.Blob.Address, received.Blob.IsCanonical), Is.EqualTo((true, ContentAddress.Compute(stored), false)));
            Assert.That(received.Grain.ToBlob(), Is.EqualTo(received.Blob));
            if (plain.DeviationCount > 0 && !plain.Grain.Type.HasSchema()) continue;
            Assert.That(GrainUpgrade.Of(received).Changes, Is.EqualTo(GrainUpgrade.Of(plain).Changes));
            read++;
        }
        Assert.That(read, Is.GreaterThan(8));
    }

    [Test]
    public void What_is_refused_plain_is_refused_out_of_a_frame()
    {
        byte[] noSubject = new Reasoning { CreatedAt = 1 }.ToBlob().Span.ToArray();
        noSubject[2] = (byte)GrainType.Fact; // a Fact by its header, with the fields of another type
        foreach (byte[] blob in new[] { noSubject, [.. Vectors.Vector1, 0xc0], [.. Vectors.Vector1[..^1]], [.. Vectors.Vector1[..9], 0x01], [.. Vectors.Vector1[..9], 0xa0] })
        {
            Assert.That(GrainView.TryParse(blob, out _, out OmsFault expected), Is.False);
            OmsException exception = Assert.Throws<OmsException>(() => Grain.Read(Payloads.Compressed(blob, s_zstd), default, s_zstd))!;
            Assert.That(exception.Fault, Is.EqualTo(expected), "offsets count in the expanded blob");
        }
    }

    [TestCase("02", 0, OmsErrorCode.Version)]
    [TestCase("00", 2, OmsErrorCode.UnknownType)]
    [TestCase("05", 1, OmsErrorCode.SignedMismatch)]
    public void The_header_is_checked_as_ever(string value, int offset, OmsErrorCode code)
    {
        byte[] stored = Payloads.Compressed(Vectors.Vector1, s_zstd);
        stored[offset] = Convert.FromHexString(value)[0];
        Assert.That(() => Grain.Read(stored, default, s_zstd), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(code));
        Assert.That(() => Grain.Read(stored.AsSpan(0, 9), default, s_zstd), Throws.TypeOf<OmsException>());
    }

    [Test]
    public void Nine_bytes_are_too_short() // OMS-3.1-1
    {
        byte[] stored = Payloads.WithFrame(Vectors.Vector1, []);
        Assert.That(() => ReceivedGrain.Read(stored, default, s_zstd), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.TooShort));
    }

    [Test]
    public void Without_a_codec_it_stays_unread()
    {
        byte[] stored = Payloads.Compressed(Vectors.Vector1, s_zstd);
        foreach (ReadingMode mode in Enum.GetValues<ReadingMode>())
        {
            Assert.That(GrainView.TryParse(stored, out _, out OmsFault fault, new() { Mode = mode }), Is.False);
            Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.NotSupported, "R-9")));
        }
    }

    [Test]
    public void A_sealed_payload_stays_opaque_whatever_bit_2_says()
    {
        byte[] stored = Payloads.Compressed(Vectors.Vector1, s_zstd);
        stored[1] |= (byte)GrainFlags.Encrypted;
        Assert.That(GrainView.Parse(stored).IsSealed, Is.True);
        Assert.That(CompressedPayload.IsIn(stored), Is.False);
        Assert.That(() => Grain.Read(stored, default, s_zstd), Throws.TypeOf<OmsException>().With.Message.Contains("sealed grain has no readable fields"));
        Assert.That(() => ReceivedGrain.Read(stored, default, s_zstd), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.NotSupported));
    }

    [Test]
    public void The_stored_blob_shows_no_fields_and_is_not_transcoded()
    {
        GrainBlob blob = Grain.Read(Payloads.Compressed(Vectors.Vector1, s_zstd), default, s_zstd).ToBlob();
        GrainView view = blob.View();
        Assert.That((view.Count, view.IsSealed, view.TryGet(Field.Subject, out _), view.TryGet("s"u8, out _), view.GetEnumerator().MoveNext()), Is.EqualTo((0, false, false, false, false)));
        Assert.That(() => blob.ToGrain(), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.NotSupported));
        Assert.That(() => blob.Transcode(PayloadEncoding.Cbor), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.NotSupported));
    }

    [Test]
    public void A_changed_copy_is_an_authors_grain_and_is_not_compressed()
    {
        Fact fact = (Fact)Grain.Read(Payloads.Compressed(Vectors.Vector1, s_zstd), default, s_zstd);
        GrainBlob changed = (fact with { Object = "light mode" }).ToBlob();
        Assert.That(changed.Header.Flags, Is.EqualTo(GrainFlags.None));
        Assert.That(Grain.Read(changed.Span).GetValue("object").AsText(), Is.EqualTo("light mode"));
    }

    [Test]
    public void Any_codec_can_be_given_and_none_is_an_error()
    {
        StoreCodec store = new();
        byte[] stored = Payloads.Compressed(Vectors.Vector1, store);
        Assert.That(Grain.Read(stored, s_compatible, store).GetValue("object").AsText(), Is.EqualTo("dark mode"));
        Assert.That(() => Grain.Read(stored, default, null!), Throws.ArgumentNullException);
        Assert.That(() => ReceivedGrain.Read(stored, default, null!), Throws.ArgumentNullException);
        Assert.That(() => Grain.Read(stored, default, s_zstd), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.Corrupt));
    }
}
