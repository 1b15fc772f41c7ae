using System.Buffers.Binary;

namespace OpenMemory.Tests;

/// <summary>Every grain that is still there is salvaged, whatever part of the file is damaged (§11, R-1, R-2).</summary>
[TestFixture]
public sealed class DamageTests
{
    private const int Count = 7, RegionStart = 16 + (4 * Count);

    private static readonly byte[][] s_grains = Salvaging.Mixed(Count);

    [TestCase(false)]
    [TestCase(true)]
    public void Of_a_file_cut_anywhere_exactly_the_grains_before_the_cut_are_salvaged(bool hasManifest)
    {
        byte[] file = Salvaging.Write(s_grains, hasManifest ? Salvaging.Manifest(s_grains) : null);
        int[] ends = [.. Enumerable.Range(0, Count).Select(i => Salvaging.StartOf(file, i) + s_grains[i].Length)];
        for (int length = 0; length < file.Length; length++)
        {
            Salvaging.Outcome outcome = Salvaging.Of(file[..length]);
            int whole = length < RegionStart ? 0 : ends.Count(end => end <= length);
            Assert.That(outcome.Grains, Is.EqualTo(s_grains[..whole]), $"cut at {length}");
            MgRepairReport report = outcome.Report;
            Assert.That((report.Damaged & MgFileParts.Footer) != 0, Is.True, $"cut at {length}");
            bool isManifestWhole = !hasManifest || length >= file.Length - 32;
            Assert.That(report.IsComplete, Is.EqualTo(whole == Count && isManifestWhole), $"cut at {length}");
            Assert.That(report.Manifest is not null, Is.EqualTo(hasManifest && isManifestWhole), $"cut at {length}");
            bool isInside = whole < Count && length > RegionStart && length > Salvaging.StartOf(file, whole);
            if (isInside && whole < Count - 1) Assert.That((report.LostCount, report.Lost[^1].Index, report.Lost[^1].Length), Is.EqualTo((2L, whole + 1L, 0L)), $"cut at {length}");
            if (whole < Count && length >= 16) Assert.That(report.Lost[0].Index, Is.EqualTo(length < RegionStart ? 0 : whole), $"cut at {length}");
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_changed_byte_anywhere_costs_no_grain_but_the_one_it_stands_in(bool hasManifest)
    {
        byte[] file = Salvaging.Write(s_grains, hasManifest ? Salvaging.Manifest(s_grains) : null);
        for (int at = 0; at < file.Length; at++)
        {
            int hit = Enumerable.Range(0, Count).FirstOrDefault(i => at >= Salvaging.StartOf(file, i) && at < Salvaging.StartOf(file, i) + s_grains[i].Length, -1);
            foreach (byte change in (byte[])[0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff])
            {
                byte[] damaged = [.. file];
                damaged[at] ^= change;
                Salvaging.Outcome outcome = Salvaging.Of(damaged);
                string what = $"byte {at} ^ {change:x2}, grain {hit}\n" + string.Join('\n', outcome.Report.Lost);
                Assert.That(outcome.Report.IsProven, Is.False, what);
                byte[][] others = [.. s_grains.Where((_, i) => i != hit)];
                // The damaged grain may still be a sound one, only another one: then it stands in its place.
                if (outcome.Grains.Length == Count)
                    Assert.That(outcome.Grains.Where((_, i) => i != hit), Is.EqualTo(others), what);
                else
                {
                    Assert.That(outcome.Grains, Is.EqualTo(others), what);
                    Assert.That(outcome.Report.LostCount, Is.EqualTo(1), what);
                    Assert.That((outcome.Report.Lost[0].Index, outcome.Report.Lost[0].Offset), Is.EqualTo(((long)hit, (long)Salvaging.StartOf(file, hit))), what);
                    Assert.That(outcome.Report.IsComplete, Is.False, what);
                }
            }
        }
    }

    [Test]
    public void The_report_names_the_grain_its_place_its_length_and_its_fault()
    {
        byte[] file = Salvaging.Write(s_grains);
        int start = Salvaging.StartOf(file, 3);
        file[start + 9] = 0xc1;
        MgRepairReport report = Salvaging.Of(file).Report;
        Assert.That(report.Lost, Has.Count.EqualTo(1));
        Assert.That(report.Lost[0], Is.EqualTo(new MgLostRange(3, start, s_grains[3].Length, new(OmsErrorCode.Corrupt, "R-26", "The byte c1 begins no value", start + 9))));
        Assert.That((report.LostBytes, report.Salvaged, report.Expected), Is.EqualTo(((long)s_grains[3].Length, 6L, 7L)));
        Assert.That(report.Damaged, Is.EqualTo(MgFileParts.Grains | MgFileParts.Footer));
    }

    [Test]
    public void Neighbours_that_are_damaged_are_reported_one_by_one()
    {
        byte[] file = Salvaging.Write(s_grains);
        foreach (int i in (int[])[2, 3, 4, 6]) file[Salvaging.StartOf(file, i)] = 0;
        Salvaging.Outcome outcome = Salvaging.Of(file);
        outcome.Has(s_grains, 2, 3, 4, 6);
        Assert.That(outcome.Report.Lost.Select(static range => (range.Index, range.Length)), Is.EqualTo(new[] { 2, 3, 4, 6 }.Select(static i => ((long)i, (long)s_grains[i].Length))));
    }

    [TestCase("0000")]
    [TestCase("ffff")]
    [TestCase("0102")]
    public void Offsets_and_header_of_any_bytes_lose_no_grain(string hex)
    {
        byte[] filler = Convert.FromHexString(hex);
        foreach ((int from, int to) in ((int, int)[])[(16, RegionStart), (0, 16), (0, RegionStart), (4, 8), (20, RegionStart), (3, 20)])
        {
            byte[] file = Salvaging.Write(s_grains);
            for (int i = from; i < to; i++) file[i] = filler[i % 2];
            Salvaging.Outcome outcome = Salvaging.Of(file);
            outcome.Has(s_grains);
            Assert.That(outcome.Report.Damaged & (MgFileParts.Header | MgFileParts.Index), Is.Not.EqualTo(MgFileParts.None), $"{from} … {to}");
            Assert.That(outcome.Report.IsProven, Is.False);
        }
    }

    [Test]
    public void Offsets_that_descend_lose_no_grain_even_beside_a_damaged_one()
    {
        byte[] file = Salvaging.Write(s_grains);
        byte[] index = file[16..RegionStart];
        for (int i = 0; i < Count; i++) index.AsSpan(4 * i, 4).CopyTo(file.AsSpan(RegionStart - 4 - (4 * i)));
        Salvaging.Of(file).Has(s_grains);
        file[(int)BinaryPrimitives.ReadUInt32BigEndian(index.AsSpan(12)) + 9] = 0xc1;
        Salvaging.Of(file).Has(s_grains, without: 3);
    }

    [Test]
    public void Trailing_bytes_are_told_from_a_wrong_footer()
    {
        byte[] file = Salvaging.Write(s_grains, Salvaging.Manifest(s_grains));
        Salvaging.Outcome outcome = Salvaging.Of([.. file, .. "more"u8]);
        outcome.Has(s_grains);
        Assert.That((outcome.Report.IsProven, outcome.Report.IsComplete), Is.EqualTo((true, true)));
        Assert.That(outcome.Report.Faults.Single().Message, Is.EqualTo("Bytes follow the footer"));
        Assert.That(outcome.Report.Faults[0].Offset, Is.EqualTo(file.Length));
        Assert.That(outcome.Manifest, Has.Count.EqualTo(Count));
    }
}
