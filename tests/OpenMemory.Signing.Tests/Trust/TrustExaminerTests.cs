using System.Buffers.Binary;

namespace OpenMemory.Signing.Tests;

/// <summary>Policies are applied to files and streams of signed grains, and counted in bounded memory (R-8: a signed grain is its envelope there).</summary>
[TestFixture]
public sealed class TrustExaminerTests
{
    private static readonly TrustPolicy s_policy = TrustPolicy.From(TestKeys.Ed.KeyId);

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_file_of_signed_grains_is_examined(bool sorted)
    {
        GrainBlob[] grains = Grains();
        using MemoryStream stream = new();
        using (MgFileWriter writer = MgFileWriter.Create(stream, new() { Sorted = sorted }))
        {
            foreach (GrainBlob grain in grains) writer.Add(grain);
            writer.Complete();
        }
        using MgFileReader file = MgFileReader.Open(stream.ToArray());
        Steps progress = new();
        TrustReport report = await new TrustExaminer(s_policy).ExamineAsync(file, progress);
        Assert.That((report.Count, report.Trusted, report.IsTrusted, report.Fault.IsFault), Is.EqualTo((30L, 10L, false, false)));
        Assert.That(report.Verdicts, Is.EquivalentTo(new Dictionary<TrustVerdict, long> { [TrustVerdict.Trusted] = 10, [TrustVerdict.SignerNotListed] = 10, [TrustVerdict.Unsigned] = 10 }));
        Assert.That(report.Signers, Is.EquivalentTo(new Dictionary<string, long> { [TestKeys.Ed.KeyId] = 10, [TestKeys.OtherEd.KeyId] = 10 }));
        Assert.That(progress.Last, Is.EqualTo(new MgProgress(file.RegionLength, file.RegionLength)));
        foreach (TrustFinding finding in report.Findings) Assert.That(finding.Address, Is.EqualTo(file.GetAddress((int)finding.Index)));
        Assert.That(report.Findings, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task An_importer_takes_what_is_trusted()
    {
        using MemoryStream stream = new();
        using (MgFileWriter writer = MgFileWriter.Create(stream))
        {
            foreach (GrainBlob grain in Grains()) writer.Add(grain);
            writer.Complete();
        }
        using MgFileReader file = MgFileReader.Open(stream.ToArray());
        List<GrainBlob> taken = [];
        TrustTally tally = new() { MaxFindings = 3, MaxSigners = 1 };
        await foreach (TrustDecision decision in new TrustExaminer(s_policy).DecideAsync(file))
        {
            tally.Add(decision);
            if (decision.Grain is { } grain) taken.Add(grain);
        }
        Assert.That(taken, Has.Count.EqualTo(10));
        foreach (GrainBlob grain in taken) Assert.That((await new SignatureVerifier().VerifyAsync(grain.Delivered)).Signer, Is.EqualTo(TestKeys.Ed.KeyId));
        TrustReport report = tally.ToReport();
        Assert.That((report.Findings.Count, report.Signers.Count, report.SignedByOthers), Is.EqualTo((3, 1, 10L)));
    }

    [Test]
    public async Task A_grain_that_is_damaged_is_found_where_it_stands()
    {
        byte[][] elements = [.. Grains().Take(6).Select(static grain => grain.Delivered.ToArray())];
        elements[0][^1] ^= 1; // of the signature
        elements[2][^3] ^= 0x20; // of the bare grain: its last text
        byte[] bytes = FileOf(elements);
        using MgFileReader file = MgFileReader.Open(bytes);
        TrustReport report = await new TrustExaminer(new(new TrustRule { AllowUnsigned = true })).ExamineAsync(file);
        TrustFinding first = report.Findings[0];
        Assert.That((first.Index, first.Verdict, first.Signer), Is.EqualTo((0L, TrustVerdict.SignatureInvalid, TestKeys.Ed.KeyId)));
        Assert.That(first.Fault.Offset, Is.EqualTo(file.OffsetOf(0) + elements[0].Length - 66));
        Assert.That(report.Trusted + report.Findings.Count, Is.EqualTo(6));
    }

    [Test]
    public async Task A_stream_is_examined_to_its_sentinel()
    {
        byte[] stream = Stream(Grains().Select(static grain => grain.Delivered.ToArray()), 0);
        TrustReport report = await new TrustExaminer(s_policy).ExamineAsync(new MemoryStream(stream));
        Assert.That((report.Count, report.Trusted, report.Fault.IsFault), Is.EqualTo((30L, 10L, false)));
    }

    [Test]
    public async Task A_grain_that_is_not_sound_does_not_end_a_stream_and_its_end_does()
    {
        byte[][] grains = [.. Grains().Take(3).Select(static grain => grain.Delivered.ToArray())];
        byte[] bare = TestKeys.Fact().ToBlob().Span.ToArray(); // signed, without its envelope
        byte[] stream = Stream([grains[0], [1, 2, 3], bare, grains[1]], null);
        TrustReport report = await new TrustExaminer(s_policy).ExamineAsync(new MemoryStream(stream));
        Assert.That(report.Findings.Select(static finding => (finding.Index, finding.Verdict, finding.Fault.Offset)), Is.EqualTo(new[]
        {
            (1L, TrustVerdict.Malformed, 4L + grains[0].Length + 4 + 3),
            (2L, TrustVerdict.Malformed, 4L + grains[0].Length + 4 + 3 + 4 + 1),
            (3L, TrustVerdict.SignerNotListed, 0L),
        }));
        Assert.That((report.Count, report.Trusted, report.IsTrusted), Is.EqualTo((4L, 1L, false)));
        Assert.That(report.Fault.Rule, Is.EqualTo("OMS-11.6-2"));
        TrustReport whole = await new TrustExaminer(s_policy).ExamineAsync(new MemoryStream(Stream([grains[0]], 0)));
        TrustReport cut = await new TrustExaminer(s_policy).ExamineAsync(new MemoryStream(Stream([grains[0]], null)));
        Assert.That((whole.IsTrusted, cut.IsTrusted, cut.Trusted), Is.EqualTo((true, false, 1L)));
    }

    [Test]
    public void Work_on_a_file_is_cancelled()
    {
        using MgFileReader file = MgFileReader.Open(FileOf([.. Grains().Select(static grain => grain.Delivered.ToArray())]));
        using CancellationTokenSource source = new();
        int seen = 0;
        Assert.That(async () =>
        {
            await foreach (TrustDecision _ in new TrustExaminer(s_policy).DecideAsync(file, cancellationToken: source.Token))
            {
                if (++seen == 5) source.Cancel();
            }
        }, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(seen, Is.EqualTo(5));
    }

    /// <summary>In turn: of the one who is named, of another, unsigned.</summary>
    private static GrainBlob[] Grains() => [.. Enumerable.Range(0, 30).Select(static i =>
    {
        Fact fact = TestKeys.Fact() with { Object = $"number {i}", CreatedAt = 1_000_000 - (1000 * i), IsSigned = i % 3 != 2 };
        return i % 3 == 2 ? fact.ToBlob() : GrainSigning.Sign(fact.ToBlob(), i % 3 == 0 ? TestKeys.Ed : TestKeys.OtherEd, TestKeys.At);
    })];

    private static byte[] FileOf(byte[][] elements)
    {
        int offset = 16 + (4 * elements.Length);
        byte[] file = new byte[offset + elements.Sum(static element => element.Length) + 32];
        new MgFileHeader(default, (uint)elements.Length, 1, 0).Write(file);
        for (int i = 0; i < elements.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16 + (4 * i)), (uint)offset);
            elements[i].CopyTo(file, offset);
            offset += elements[i].Length;
        }
        System.Security.Cryptography.SHA256.HashData(file.AsSpan(0, offset), file.AsSpan(offset));
        return file;
    }

    private static byte[] Stream(IEnumerable<byte[]> frames, uint? sentinel)
    {
        using MemoryStream stream = new();
        foreach (byte[] frame in frames)
        {
            stream.Write([(byte)(frame.Length >> 24), (byte)(frame.Length >> 16), (byte)(frame.Length >> 8), (byte)frame.Length]);
            stream.Write(frame);
        }
        if (sentinel is 0) stream.Write(new byte[4]);
        return stream.ToArray();
    }

    private sealed class Steps : IProgress<MgProgress>
    {
        internal MgProgress Last { get; private set; }

        public void Report(MgProgress value) => Last = value;
    }
}
