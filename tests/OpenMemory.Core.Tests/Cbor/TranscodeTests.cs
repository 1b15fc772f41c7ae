namespace OpenMemory.Tests;

/// <summary>From one encoding to the other and back: the same content in two grains (OMS-16.2-4, OMS-3.1-9, R-12, R-13).</summary>
[TestFixture]
public sealed class TranscodeTests
{
    [Test]
    public void There_is_a_CBOR_vector_for_most_of_the_others()
    {
        Assert.That(CborVectors.Pairs, Has.Length.GreaterThan(370));
        Assert.That(CborVectors.Pairs.Select(static pair => pair.Cbor.Bytes[2]).Distinct().Count(), Is.EqualTo(13));
    }

    [Test]
    public void Every_pair_of_vectors_is_transcoded_into_each_other()
    {
        int compared = 0;
        foreach ((VectorBlob messagePack, VectorBlob cbor) in CborVectors.Pairs.Where(static pair => !pair.Cbor.Options.InsideEnvelope))
        {
            GrainBlob one = GrainBlob.Parse(messagePack.Bytes, messagePack.Options), other = GrainBlob.Parse(cbor.Bytes, cbor.Options);
            Assert.That(Convert.ToHexStringLower(one.Transcode(PayloadEncoding.Cbor).Span), Is.EqualTo(Convert.ToHexStringLower(cbor.Bytes)), cbor.Name);
            Assert.That(Convert.ToHexStringLower(other.Transcode(PayloadEncoding.MessagePack).Span), Is.EqualTo(Convert.ToHexStringLower(messagePack.Bytes)), cbor.Name);
            compared++;
        }
        Assert.That(compared, Is.GreaterThan(370));
    }

    [Test]
    public void Every_vector_comes_back_from_CBOR_as_it_was()
    {
        int transcoded = 0, refused = 0;
        foreach (VectorBlob vector in Vectors.Blobs)
        {
            GrainBlob blob = GrainBlob.Parse(vector.Bytes, vector.Options);
            if (blob.View().IsSealed || vector.Options.InsideEnvelope)
            {
                foreach (PayloadEncoding encoding in Enum.GetValues<PayloadEncoding>()) Refuses(blob, encoding, OmsErrorCode.NotSupported, "OMS-16.2-4");
                refused++;
                continue;
            }
            Check(blob, vector.Options, vector.Name);
            transcoded++;
        }
        Assert.That(transcoded, Is.GreaterThan(500));
        Assert.That(refused, Is.GreaterThan(20));
    }

    [Test]
    public void Every_generated_grain_comes_back_from_CBOR_as_it_was() => Law.Holds(GrainGen.Fields, 400, static fields =>
    {
        Grain grain = Grain.FromFields(fields);
        GrainBlob blob = grain.ToBlob(), cbor = Check(blob, default, "generated");
        Assert.That((grain with { Encoding = PayloadEncoding.Cbor }).ToBlob(), Is.EqualTo(cbor), "an author writes what transcoding gives");
        Assert.That((Grain.Read(blob.Span) with { Encoding = PayloadEncoding.Cbor }).ToBlob(), Is.EqualTo(cbor));
        Assert.That((Grain.Read(cbor.Span) with { Encoding = PayloadEncoding.MessagePack }).ToBlob(), Is.EqualTo(blob));
        Assert.That(Grain.Restore(Grain.Read(cbor.Span).ToFields(), encoding: PayloadEncoding.Cbor).ToBlob(), Is.EqualTo(cbor));
    });

    [Test]
    public void What_is_larger_than_the_limit_in_the_other_encoding_is_not_written() // OMS-18-1
    {
        CodecLimits[] presets = [CodecLimits.Lightweight, CodecLimits.Standard, CodecLimits.Extended, default];
        foreach (CodecLimits limits in presets)
        {
            int size = limits == default ? CodecLimits.Untrusted.MaxBlobBytes : limits.MaxBlobBytes;
            Grows(Filled(100, PayloadEncoding.MessagePack), PayloadEncoding.Cbor); // one byte each there, two in CBOR
            Grows(Filled(1.5, PayloadEncoding.Cbor), PayloadEncoding.MessagePack); // three bytes there, nine in MessagePack

            void Grows(GrainBlob blob, PayloadEncoding encoding)
            {
                GrainBlob other = blob.Transcode(encoding, CodecLimits.Trusted);
                Assert.That(other.Length, Is.GreaterThan(size));
                Assert.That(() => blob.Transcode(encoding, limits), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Fault)).Property(nameof(OmsFault.Rule)).EqualTo("OMS-18-1"));
                Assert.That(blob.Transcode(encoding, new(other.Length, 0)), Is.EqualTo(other), "just inside");
                Assert.That(() => blob.Transcode(encoding, new(other.Length - 1, 0)), Throws.TypeOf<OmsException>());
                Assert.That(other.Transcode(blob.View().Encoding, limits), Is.EqualTo(blob));
            }

            // Nearly as large as the limit allows.
            GrainBlob Filled(OmsValue value, PayloadEncoding encoding)
            {
                int each = value.Kind == OmsValueKind.Integer ? 1 : 3;
                OmsValue[] values = new OmsValue[(size - 100) / each];
                Array.Fill(values, value);
                return GrainBlob.Parse(new State { CreatedAt = 1, Context = new() { ["v"] = values }, Encoding = encoding }.ToBlob().Span, new() { Limits = limits });
            }
        }
    }

    [Test]
    public void An_old_type_name_stays_when_a_grain_is_transcoded() // OMS-L-3
    {
        foreach (VectorBlob vector in Vectors.Of("legacy").Where(static vector => vector.Options == default))
        {
            GrainBlob blob = GrainBlob.Parse(vector.Bytes);
            GrainView cbor = blob.Transcode(PayloadEncoding.Cbor).View(), original = blob.View();
            Assert.That(cbor.DeclaredType.SequenceEqual(original.DeclaredType), Is.True, vector.Name);
        }
    }

    [Test]
    public void The_two_forms_of_a_grain_are_two_grains()
    {
        Grain one = new Fact { Subject = "s", Relation = "r", Object = "o", Confidence = 1, CreatedAt = 1 };
        Grain other = one with { Encoding = PayloadEncoding.Cbor };
        Assert.That((one.Encoding, other.Encoding), Is.EqualTo((PayloadEncoding.MessagePack, PayloadEncoding.Cbor)));
        Assert.That(one, Is.Not.EqualTo(other));
        Assert.That(one.ToBlob(), Is.Not.EqualTo(other.ToBlob()));
        Assert.That(Grain.Read(one.ToBlob().Span), Is.Not.EqualTo(Grain.Read(other.ToBlob().Span)));
        Assert.That(other with { Encoding = PayloadEncoding.MessagePack }, Is.EqualTo(one));
        GrainBlob blob = other.ToBlob();
        Assert.That(blob.Transcode(PayloadEncoding.Cbor), Is.SameAs(blob));
    }

    [Test]
    public void What_only_the_Compatible_mode_reads_is_not_transcoded()
    {
        GrainReadOptions compatible = new() { Mode = ReadingMode.Compatible };
        byte[] longForm = RawCbor.WithValue([0x18, 0x01]), single = RawBlob.WithValue([0xca, 0x3f, 0x80, 0, 0]), bit5 = [.. Vectors.Vector1];
        bit5[1] |= 0x20;
        foreach (byte[] bytes in (byte[][])[longForm, single, bit5])
        {
            GrainBlob blob = GrainBlob.Parse(bytes, compatible);
            foreach (PayloadEncoding encoding in Enum.GetValues<PayloadEncoding>()) Refuses(blob, encoding, OmsErrorCode.Corrupt, "R-26");
            Refuses(ReceivedGrain.Read(bytes).Blob, PayloadEncoding.Cbor, OmsErrorCode.Corrupt, "R-26");
            using MgFileReader file = MgFileReader.Open(Samples.Raw(MgFileFlags.None, bytes));
            GrainBlob fromFile = file.GetBlob(0, compatible);
            Assert.That(fromFile.IsCanonical, Is.False);
            Refuses(fromFile, PayloadEncoding.Cbor, OmsErrorCode.Corrupt, "R-26");
        }
        GrainBlob sound = GrainBlob.Parse(Vectors.Vector1, compatible);
        Assert.That(sound.Transcode(PayloadEncoding.Cbor).Transcode(PayloadEncoding.MessagePack), Is.EqualTo(sound));
    }

    [TestCase(2)]
    [TestCase(255)]
    public void What_is_no_encoding_is_an_argument_error(byte number)
    {
        PayloadEncoding none = (PayloadEncoding)number;
        GrainBlob blob = GrainBlob.Parse(Vectors.Vector1);
        Assert.Throws<ArgumentOutOfRangeException>(() => blob.Transcode(none));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = blob.ToGrain() with { Encoding = none });
        Assert.Throws<ArgumentOutOfRangeException>(() => Grain.Restore(blob.ToGrain().ToFields(), encoding: none));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrainWriter(GrainType.Fact, new() { Encoding = none }).Dispose());
    }

    [Test]
    public void A_signed_author_s_grain_may_be_CBOR()
    {
        GrainBlob blob = new Reasoning { CreatedAt = 1, IsSigned = true, Encoding = PayloadEncoding.Cbor }.ToBlob();
        Assert.That(blob.Header.Flags, Is.EqualTo(GrainFlags.Signed | GrainFlags.Cbor));
        Grain read = Grain.Read(blob.Span, new() { InsideEnvelope = true });
        Assert.That(read.ToBlob(), Is.EqualTo(blob));
    }

    /// <summary>Transcodes a MessagePack grain and back, and holds the two against each other.</summary>
    private static GrainBlob Check(GrainBlob blob, GrainReadOptions options, string what)
    {
        GrainBlob cbor = blob.Transcode(PayloadEncoding.Cbor);
        Assert.That(cbor.IsCanonical, Is.True);
        Assert.That(cbor.Address, Is.Not.EqualTo(blob.Address), what);
        Assert.That(cbor.Address, Is.EqualTo(ContentAddress.Compute(cbor.Span)), what);
        Assert.That(cbor.Header, Is.EqualTo(blob.Header with { Flags = blob.Header.Flags | GrainFlags.Cbor }), $"{what}: only flag bit 5 changes");
        bool isSound = GrainView.TryParse(cbor.Span, out GrainView view, out OmsFault fault, options);
        Assert.That(isSound, Is.True, $"{what}: {fault}");
        Assert.That(view.Encoding, Is.EqualTo(PayloadEncoding.Cbor), what);
        Assert.That(cbor.Transcode(PayloadEncoding.MessagePack).Span.SequenceEqual(blob.Span), Is.True, what);

        Grain read = Grain.Read(cbor.Span, options), original = Grain.Read(blob.Span, options);
        Assert.That(read.Encoding, Is.EqualTo(PayloadEncoding.Cbor), what);
        Assert.That(Convert.ToHexStringLower(read.ToBlob().Span), Is.EqualTo(Convert.ToHexStringLower(cbor.Span)), what);
        Assert.That(read.ToFields(), Is.EqualTo(original.ToFields()), what);
        Assert.That(GrainJson.ParseMap(System.Text.Encoding.UTF8.GetBytes(GrainJson.ToJson(read))), Is.EqualTo(GrainJson.ParseMap(System.Text.Encoding.UTF8.GetBytes(GrainJson.ToJson(original)))), what);
        return cbor;
    }

    private static void Refuses(GrainBlob blob, PayloadEncoding encoding, OmsErrorCode code, string rule)
    {
        OmsException? exception = Assert.Throws<OmsException>(() => blob.Transcode(encoding));
        Assert.That((exception!.Code, exception.Fault.Rule), Is.EqualTo((code, rule)));
    }
}
