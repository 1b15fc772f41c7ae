namespace OpenMemory.Tests;

/// <summary>Envelopes in files and streams that are not what they seem: each is a fault of its own grain, with its code and its place.</summary>
[TestFixture]
public sealed class HostileEnvelopeTests
{
    private static readonly byte[] s_before = Samples.Grain(1).Span.ToArray(), s_after = Samples.Grain(2).Span.ToArray();
    private static readonly byte[] s_sound = Envelopes.Around(Envelopes.Bare(1).Span);

    [Test]
    public void A_blob_whose_flag_is_clear_is_refused_in_an_envelope() // OMS-9.2-1
    {
        byte[] envelope = Envelopes.Around(Samples.Grain(9).Span);
        OmsFault fault = FaultOf(envelope);
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.SignedMismatch, "OMS-9.2-1", Envelopes.PayloadOffset(envelope) + 1L)));
    }

    [Test]
    public void A_blob_whose_flag_is_set_is_refused_without_one() // OMS-9.2-1
    {
        OmsFault fault = FaultOf(Envelopes.Bare(1).Span.ToArray());
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.SignedMismatch, "OMS-9.2-1", 1L)));
    }

    [Test]
    public void An_envelope_in_an_envelope_is_no_grain()
    {
        OmsFault fault = FaultOf(Envelopes.Around(s_sound));
        Assert.That((fault.Code, fault.Offset), Is.EqualTo((OmsErrorCode.Version, (long)Envelopes.PayloadOffset(Envelopes.Around(s_sound)))));
    }

    [Test]
    public void Every_truncation_is_a_fault_of_its_grain_alone()
    {
        for (int length = 1; length < s_sound.Length; length++) Assert.That(FaultOf(s_sound[..length]).IsFault, Is.True, $"{length} bytes");
    }

    [TestCase("d284" + "5b7fffffffffffffff", TestName = "a header longer than any file")]
    [TestCase("d284" + "40" + "bb7fffffffffffffff", TestName = "a map of more entries than any file has")]
    [TestCase("d284" + "40" + "a0" + "5affffffff", TestName = "a payload longer than the file")]
    [TestCase("d284" + "40" + "a0" + "5bffffffffffffffff", TestName = "a payload longer than any number")]
    [TestCase("84", TestName = "nothing but a beginning")]
    [TestCase("d284", TestName = "nothing but a tagged beginning")]
    public void Lengths_that_are_not_there_are_faults_and_size_nothing(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.That(FaultOf(bytes).Code, Is.EqualTo(OmsErrorCode.Corrupt));
        foreach (byte[] last in (byte[][])[bytes, [.. bytes, .. new byte[100]]])
        {
            byte[] plain = Samples.Raw(MgFileFlags.HasIndexManifest, s_before, last);
            byte[] file = Samples.Sign([.. plain[..^32], 0x80, .. new byte[32]]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                MgFileReader.Open(file).Dispose(); // what cannot be walked may end where a manifest begins
            }
            catch (OmsException exception)
            {
                Assert.That(exception.Code, Is.EqualTo(OmsErrorCode.Corrupt));
            }
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        }
    }

    [TestCase((byte)0x81, TestName = "arrays in arrays")]
    [TestCase((byte)0xc1, TestName = "tags of tags")]
    public void Sixty_four_levels_are_refused_and_do_not_overflow_the_stack(byte opening)
    {
        foreach (int levels in (int[])[64, 1 << 16])
        {
            byte[] nested = [.. Enumerable.Repeat(opening, levels), 0x00];
            byte[] envelope = [0xd2, 0x84, 0x40, 0xa1, 0x18, 0x20, .. nested, .. s_sound.AsSpan(Envelopes.PayloadOffset(s_sound) - 2)];
            Assert.That(FaultOf(envelope).Code, Is.EqualTo(OmsErrorCode.Corrupt));
            byte[] plain = Samples.Raw(MgFileFlags.HasIndexManifest, s_before, envelope);
            byte[] file = Samples.Sign([.. plain[..^32], 0xc1, .. new byte[32]]);
            Assert.That(Assert.Throws<OmsException>(() => MgFileReader.Open(file))!.Code, Is.EqualTo(OmsErrorCode.Corrupt));
        }
    }

    [TestCase(-1)]
    [TestCase(1)]
    public void An_element_that_ends_elsewhere_than_the_next_begins_is_a_fault(int shift)
    {
        byte[] first = shift < 0 ? s_sound[..^1] : [.. s_sound, 0x00];
        OmsFault fault = FaultOf(first);
        Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-9.1-1")));
        if (shift > 0) Assert.That(fault.Offset, Is.EqualTo(s_sound.Length));
    }

    [Test]
    public void Without_a_manifest_the_last_envelope_ends_at_the_footer()
    {
        using MgFileReader sound = MgFileReader.Open(Samples.Raw(0, s_before, s_sound));
        Assert.That(sound.Verify(MgCheck.Canonical).IsSound, Is.True);
        using MgFileReader longer = MgFileReader.Open(Samples.Raw(0, s_before, [.. s_sound, 0x80]));
        Assert.That(longer.Verify(MgCheck.Canonical).Faults.Single().Index, Is.EqualTo(1));
        byte[] plain = Samples.Raw(MgFileFlags.HasIndexManifest, s_before, s_sound);
        using MgFileReader withManifest = MgFileReader.Open(Samples.Sign([.. plain[..^32], 0x80, .. new byte[32]]));
        Assert.That(withManifest[1].SequenceEqual(s_sound), Is.True);
    }

    [Test]
    public void What_the_Compatible_mode_puts_up_with_inside_is_told_with_its_place_in_the_file()
    {
        // created_at in nine bytes instead of one.
        byte[] blob = Convert.FromHexString("010108" + "0000" + "00000000" + "82" + "a26361" + "cf0000000000000001" + "a174a9726561736f6e696e67");
        byte[] envelope = Envelopes.Around(blob);
        using MgFileReader reader = MgFileReader.Open(Samples.Raw(0, s_before, envelope));
        Assert.That(reader.Verify(MgCheck.Canonical).Faults.Single().Fault.Offset, Is.EqualTo(reader.OffsetOf(1) + Envelopes.PayloadOffset(envelope) + 13));
        MgDeviation deviation = reader.Verify(MgCheck.Canonical, new() { Mode = ReadingMode.Compatible }).Deviations.Single();
        Assert.That((deviation.Index, deviation.Deviation.Fault.Offset), Is.EqualTo((1, reader.OffsetOf(1) + Envelopes.PayloadOffset(envelope) + 13)));
        GrainBlob read = reader.GetBlob(1, new() { Mode = ReadingMode.Compatible });
        Assert.That((read.IsCanonical, read.Address), Is.EqualTo((false, ContentAddress.Compute(blob))));
        ReceivedGrain received = ReceivedGrain.Read(envelope);
        Assert.That(received.Deviations.Single().Fault.Offset, Is.EqualTo(Envelopes.PayloadOffset(envelope) + 13));
        Assert.That(received.Grain.ToBlob().Envelope.Span.SequenceEqual(envelope), Is.True);
    }

    /// <summary>The fault of an element in the middle of a file, which leaves its neighbours sound; its offset counts in the element.</summary>
    private static OmsFault FaultOf(byte[] element)
    {
        using MgFileReader reader = MgFileReader.Open(Samples.Raw(MgFileFlags.Sorted | MgFileFlags.Deduplicated, s_before, element, s_after));
        MgFault found = reader.Verify(MgCheck.Canonical).Faults.Single();
        Assert.That(found.Index, Is.EqualTo(1));
        OmsFault fault = Assert.Throws<OmsException>(() => reader.GetBlob(1))!.Fault;
        Assert.That(found.Fault, Is.EqualTo(fault));
        using MgFileWriter writer = MgFileWriter.Create(Stream.Null);
        Assert.That(Assert.Throws<OmsException>(() => writer.Add(reader, 1))!.Fault, Is.EqualTo(fault), "a writer says the same");
        Assert.That(GrainView.TryParseDelivered(element, out _, out OmsFault own), Is.False);
        Assert.That(own.At(reader.OffsetOf(1)), Is.EqualTo(fault));
        return own;
    }
}
