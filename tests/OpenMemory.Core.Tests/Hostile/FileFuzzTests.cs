using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>Mutated <c>.mg</c> files: nothing but a fault comes out of opening, reading and verifying (§11).</summary>
[TestFixture]
public sealed class FileFuzzTests
{
    private static readonly byte[][] s_corpus = [.. Vectors.Rows("mgfile").Select(static row => Vectors.Hex(row, "file_hex")).Where(static file => file.Length < 3000)];
    private int _opened, _sound;

    [TestCase(2, 40_000)]
    public void Mutants_are_refused_or_can_be_read_and_verified(int seed, int count)
    {
        _opened = _sound = 0;
        Fuzz.Run(seed, count, s_corpus, [], Check);
        Assert.That(_opened, Is.GreaterThan(count / 20), "the mutants reach beyond the geometry");
        Assert.That(_sound, Is.LessThan(_opened), "the footer is over every byte (OMS-11.5-1)");
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Mutants_without_end() => Fuzz.Run(Environment.TickCount, long.MaxValue, s_corpus, [], Check);

    private void Check(byte[] bytes)
    {
        try
        {
            using MgFileReader file = MgFileReader.Open(bytes);
            _opened++;
            CheckOpen(file, bytes);
        }
        catch (OmsException exception)
        {
            Assert.That(exception.Fault.Offset, Is.InRange(0, bytes.Length), exception.Message);
        }
    }

    private void CheckOpen(MgFileReader file, byte[] bytes)
    {
        long covered = 0;
        for (int i = 0; i < file.Count; i++)
        {
            ReadOnlySpan<byte> blob = file[i];
            covered += blob.Length;
            Assert.That(blob.IsEmpty, Is.False);
            Assert.That(file.TryFind(ContentAddress.Compute(blob), out int found), Is.True);
            Assert.That(found, Is.LessThanOrEqualTo(i));
        }
        Assert.That(covered, Is.EqualTo(file.RegionLength), "the grains, and nothing else, fill the region");
        long rest = bytes.Length - MgFileHeader.Size - (4L * file.Count) - covered - MgFileHeader.FooterSize;
        Assert.That(rest > 0, Is.EqualTo(file.Manifest is not null), "nothing but a manifest stands behind the grains");
        MgVerifyReport report = file.Verify(MgCheck.Canonical);
        if (report.IsSound) _sound++;
        foreach (MgFault fault in report.Faults)
        {
            Assert.That(fault.Index, Is.InRange(-1, file.Count - 1));
            Assert.That(fault.Fault.Offset, Is.InRange(0, bytes.Length), fault.ToString());
        }
    }
}
