namespace OpenMemory.Tests;

/// <summary>The ladder of verification: each rung finds what it should, and all that the rungs before it find (§11.5).</summary>
[TestFixture]
public sealed class MgVerifyTests
{
    private static readonly byte[] s_old = Samples.Grain(1, 1000).Span.ToArray(), s_new = Samples.Grain(2, 2000).Span.ToArray();
    private static readonly byte[] s_bad = RawBlob.Of("82a26361cc01" + RawBlob.TypeOf);

    [TestCase(MgCheck.Geometry, "")]
    [TestCase(MgCheck.Checksum, "-1:OMS-11.5-1")]
    [TestCase(MgCheck.Addresses, "-1:OMS-11.5-1 2:R-26")]
    [TestCase(MgCheck.Canonical, "-1:OMS-11.5-1 1:R-26 2:R-26 3:OMS-4.2-1")]
    public void A_level_finds_its_own_faults_and_those_of_the_levels_before(MgCheck level, string expected)
    {
        // New before old in a file that says sorted, the old one twice in one that says deduplicated, a grain that is not
        // canonical, and a footer that does not fit.
        byte[] file = Samples.Raw(MgFileFlags.Sorted | MgFileFlags.Deduplicated, s_new, s_old, s_old, s_bad);
        file[^1] ^= 1;
        using MgFileReader reader = MgFileReader.Open(file);
        MgVerifyReport report = reader.Verify(level);
        Assert.That(string.Join(' ', report.Faults.Select(static fault => $"{fault.Index}:{fault.Fault.Rule}")), Is.EqualTo(expected));
        Assert.That((report.Level, report.GrainCount, report.FaultCount, report.IsSound), Is.EqualTo((level, 4, (long)report.Faults.Count, expected.Length == 0)));
        if (expected.Length > 0) Assert.That(Assert.Throws<OmsException>(report.ThrowIfFaulty)!.Code, Is.EqualTo(OmsErrorCode.Integrity));
        else Assert.DoesNotThrow(report.ThrowIfFaulty);
    }

    [Test]
    public void The_Compatible_mode_lists_what_it_puts_up_with()
    {
        byte[] file = Samples.Raw(MgFileFlags.Sorted | MgFileFlags.Deduplicated, s_new, s_old, s_old, s_bad, [1, 0, 1]);
        using MgFileReader reader = MgFileReader.Open(file);
        MgVerifyReport report = reader.Verify(MgCheck.Canonical, new() { Mode = ReadingMode.Compatible });
        Assert.That(report.Faults.Select(static fault => (fault.Index, fault.Fault.Code)), Is.EqualTo(new[] { (4, OmsErrorCode.TooShort) }));
        Assert.That(
            report.Deviations.Select(static found => (found.Index, found.Deviation.Fault.Rule, found.Deviation.Fault.Offset)),
            Is.SupersetOf(new[] { (2, "R-26", reader.OffsetOf(2)), (1, "R-26", reader.OffsetOf(1)), (3, "OMS-4.2-1", reader.OffsetOf(3) + 13) }));
        Assert.That(report.DeviationCount, Is.EqualTo(report.Deviations.Count));
        Assert.That(reader.Verify(MgCheck.Canonical).DeviationCount, Is.Zero);
    }

    [Test]
    public void Deviations_beyond_the_thousandth_are_counted()
    {
        byte[] many = PeerBlob.Of(2, 0, [("t", "event"), ("ca", 1L), ("content", "x"), .. Enumerable.Range(0, 700).Select(static i => ($"x{i}", (object?)null))]);
        using MgFileReader reader = MgFileReader.Open(Samples.Raw(MgFileFlags.None, many, many));
        MgVerifyReport report = reader.Verify(MgCheck.Canonical, new() { Mode = ReadingMode.Compatible });
        Assert.That((report.Deviations.Count, report.DeviationCount, report.IsSound), Is.EqualTo((MgVerifyReport.MaxListed, 1400L, true)));
    }

    [Test]
    public void Faults_say_where_they_are()
    {
        byte[] file = Samples.Raw(MgFileFlags.Sorted | MgFileFlags.Deduplicated, s_new, s_old, s_old, s_bad);
        file[^1] ^= 1;
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(
            reader.Verify(MgCheck.Canonical).Faults.Select(static fault => (fault.Fault.Code, fault.Fault.Offset)),
            Is.EqualTo(new[]
            {
                (OmsErrorCode.Integrity, file.Length - 32L), (OmsErrorCode.Corrupt, reader.OffsetOf(1)), (OmsErrorCode.Corrupt, reader.OffsetOf(2)),
                (OmsErrorCode.Corrupt, reader.OffsetOf(3) + 13),
            }));
    }

    [Test]
    public void Every_byte_of_a_file_is_under_its_footer()
    {
        byte[] file = Samples.Raw(MgFileFlags.None, s_old, s_new);
        for (int i = 0; i < file.Length; i++)
        {
            file[i] ^= 0x20;
            try
            {
                using MgFileReader reader = MgFileReader.Open(file);
                Assert.That(reader.Verify(MgCheck.Checksum).IsSound, Is.False, $"byte {i}");
            }
            catch (OmsException exception)
            {
                Assert.That(i, Is.LessThan(24), exception.Message); // the geometry saw it first
            }
            file[i] ^= 0x20;
        }
    }

    [Test]
    public void Without_the_flags_order_and_duplicates_are_free()
    {
        using MgFileReader reader = MgFileReader.Open(Samples.Raw(MgFileFlags.None, s_new, s_old, s_old));
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
    }

    [Test]
    public void A_level_that_finds_nothing_does_not_find_what_stands_above_it()
    {
        using MgFileReader reader = MgFileReader.Open(Samples.Raw(MgFileFlags.Sorted | MgFileFlags.Deduplicated, s_new, s_old, s_bad));
        Assert.That(reader.Verify(MgCheck.Checksum).IsSound, Is.True);
        Assert.That(reader.Verify(MgCheck.Addresses).IsSound, Is.True);
        Assert.That(reader.Verify(MgCheck.Canonical).FaultCount, Is.EqualTo(2));
    }

    [Test]
    public void A_signed_grain_without_its_envelope_is_a_fault() // OMS-9.2-1
    {
        byte[] signed = new Reasoning { CreatedAt = 1, IsSigned = true }.ToBlob().Span.ToArray();
        using MgFileReader reader = MgFileReader.Open(Samples.Raw(MgFileFlags.None, signed));
        Assert.That(reader.Verify(MgCheck.Canonical).Faults.Single().Fault.Code, Is.EqualTo(OmsErrorCode.SignedMismatch));
    }

    [Test]
    public void Of_very_many_faults_a_thousand_are_listed_and_all_are_counted()
    {
        using MgFileReader reader = MgFileReader.Open(Samples.Raw(MgFileFlags.None, [.. Enumerable.Repeat(s_bad, 1500)]));
        MgVerifyReport report = reader.Verify(MgCheck.Canonical);
        Assert.That((report.Faults.Count, report.FaultCount), Is.EqualTo((MgVerifyReport.MaxListed, 1500L)));
        Assert.That(Assert.Throws<OmsException>(report.ThrowIfFaulty)!.Fault.Rule, Is.EqualTo("OMS-4.2-1"));
    }

    [TestCase(MgCheck.Checksum)]
    [TestCase(MgCheck.Addresses)]
    [TestCase(MgCheck.Canonical)]
    public void Work_that_was_cancelled_stops(MgCheck level)
    {
        using MgFileReader reader = MgFileReader.Open(Samples.Raw(MgFileFlags.Deduplicated, s_old, s_new));
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => reader.Verify(level, cancellationToken: source.Token));
    }

    [Test]
    public void Progress_ascends_and_can_cancel()
    {
        using MgFileReader reader = MgFileReader.Open(Samples.Write(default, Enumerable.Range(0, 6).Select(static i => Samples.Large(i, 1 << 20))));
        Progress all = new();
        Assert.That(reader.Verify(MgCheck.Checksum, progress: all).IsSound, Is.True);
        Assert.That(all.Reported, Has.Count.GreaterThan(3).And.Ordered);
        Assert.That((all.Reported[^1], all.Total), Is.EqualTo((reader.Length - 32, reader.Length - 32)), "everything before the footer");
        Progress grains = new();
        reader.Verify(MgCheck.Canonical, progress: grains);
        Assert.That(grains.Reported, Has.Count.GreaterThan(all.Reported.Count), "the grains report as well");

        using CancellationTokenSource source = new();
        Progress stopping = new() { After = source.Cancel };
        OperationCanceledException stopped = Assert.Throws<OperationCanceledException>(() => reader.Verify(MgCheck.Checksum, progress: stopping, cancellationToken: source.Token))!;
        Assert.That(stopped.CancellationToken, Is.EqualTo(source.Token), "the caller knows its own token again");
        Assert.That(stopping.Reported, Has.Count.EqualTo(1), "it stops at the next piece");
    }

    private sealed class Progress : IProgress<MgProgress>
    {
        internal List<long> Reported { get; } = [];

        internal long Total { get; private set; }

        internal Action? After { get; init; }

        public void Report(MgProgress value)
        {
            Reported.Add(value.Done);
            Total = value.Total;
            After?.Invoke();
        }
    }
}
