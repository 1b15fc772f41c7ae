using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>A file of salts is read strictly: what a store did not write is refused, in bounded memory .</summary>
[TestFixture]
public sealed class SaltFileDamageTests
{
    private const int Counts = 8, Checks = 20, Header = Checks + (2 * 36), Entry = 80, Entries = 6, Receipts = Header + (Entries * Entry);

    private TemporaryFolder _folder = null!;
    private byte[] _sound = [];

    [SetUp]
    public void Write()
    {
        _folder = new();
        _sound = SaltSamples.WriteFile(_folder["salts"]);
        Assert.That(_sound, Has.Length.EqualTo(Receipts + (4 * 80) + 32), "the offsets below are these");
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Every_flipped_byte_is_noticed([Values(0x01, 0x80, 0xff)] int flip)
    {
        for (int i = 0; i < _sound.Length; i++)
        {
            byte[] bytes = [.. _sound];
            bytes[i] ^= (byte)flip;
            Assert.That(Refuse(bytes).Offset, Is.InRange(0, _sound.Length), $"byte {i}");
        }
        FileUserSaltStore.Open(_folder["salts"]).Dispose();
    }

    [Test]
    public void Every_cut_is_noticed_and_so_is_every_addition()
    {
        for (int length = 0; length < _sound.Length; length++) Assert.That(Refuse(_sound[..length]).Code, Is.EqualTo(OmsErrorCode.Corrupt), $"{length} bytes");
        Assert.That(Refuse([.. _sound, 0]).Code, Is.EqualTo(OmsErrorCode.Corrupt));
        Assert.That(Refuse([.. _sound, .. _sound]).Code, Is.EqualTo(OmsErrorCode.Corrupt));
    }

    [TestCase(0, 1, OmsErrorCode.Corrupt, 0, "no file of salts")]
    [TestCase(7, 2, OmsErrorCode.Version, 7, "version")]
    [TestCase(Checks + 35, 2, OmsErrorCode.Corrupt, Checks + 36, "same version")]
    [TestCase(Header + 36, 0, OmsErrorCode.Corrupt, Header + 36, "state")]
    [TestCase(Header + 36, 3, OmsErrorCode.Corrupt, Header + 36, "state")]
    [TestCase(Header + 39, 1, OmsErrorCode.Corrupt, Header + 37, "Reserved")]
    [TestCase(Header + Entry + 36, 1, OmsErrorCode.Corrupt, Header + Entry + 48, "zeros")]
    [TestCase(Header + 36, 2, OmsErrorCode.Corrupt, Header + 48, "tombstone")]
    [TestCase(Header + Entry + 79, 1, OmsErrorCode.Corrupt, Header + Entry + 48, "tombstone")]
    [TestCase(Receipts + 36, 0x80, OmsErrorCode.Corrupt, Receipts + 36, "too many")]
    [TestCase(Receipts + 48, 1, OmsErrorCode.Integrity, Receipts + 48, "follow")]
    [TestCase(Receipts + 47, 1, OmsErrorCode.Integrity, Receipts + 80 + 48, "follow")]
    [TestCase(Receipts + 240, 1, OmsErrorCode.Corrupt, Receipts + 240, "Nothing is under")]
    public void A_file_with_a_right_checksum_is_still_read_strictly(int at, int value, OmsErrorCode code, int offset, string message)
    {
        byte[] bytes = [.. _sound];
        Assert.That(bytes[at], Is.Not.EqualTo(value));
        bytes[at] = (byte)value;
        OmsFault fault = Refuse(WithChecksum(bytes));
        Assert.That((fault.Code, fault.Offset, fault.Rule), Is.EqualTo((code, (long)offset, "R-51")), fault.ToString());
        Assert.That(fault.Message, Does.Contain(message));
    }

    [Test]
    public void Two_entries_of_one_name_are_refused()
    {
        byte[] bytes = [.. _sound];
        bytes.AsSpan(Header + (4 * Entry), 36).CopyTo(bytes.AsSpan(Header + (5 * Entry)));
        OmsFault fault = Refuse(WithChecksum(bytes));
        Assert.That((fault.Code, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, Header + (5L * Entry))), fault.ToString());
    }

    [Test]
    public void Receipts_in_another_order_or_without_one_are_refused()
    {
        byte[] swapped = [.. _sound], cut = [.. _sound[..Receipts], .. _sound[(Receipts + 80)..]];
        _sound.AsSpan(Receipts + 80, 80).CopyTo(swapped.AsSpan(Receipts + 160));
        _sound.AsSpan(Receipts + 160, 80).CopyTo(swapped.AsSpan(Receipts + 80));
        cut[Counts + 11]--;
        Assert.That(Refuse(WithChecksum(swapped)).Code, Is.EqualTo(OmsErrorCode.Integrity));
        Assert.That(Refuse(WithChecksum(cut)).Code, Is.EqualTo(OmsErrorCode.Integrity));
    }

    [TestCase(2u, uint.MaxValue, 0u)]
    [TestCase(2u, 0u, uint.MaxValue)]
    [TestCase(uint.MaxValue, 0u, 0u)]
    [TestCase(uint.MaxValue, uint.MaxValue, uint.MaxValue)]
    [TestCase(2u, 7u, 4u)]
    [TestCase(2u, 5u, 4u)]
    [TestCase(3u, 6u, 4u)]
    [TestCase(22u, 6u, 0u)]
    public void A_declared_count_costs_nothing(uint checks, uint entries, uint receipts)
    {
        byte[] bytes = [.. _sound];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Counts), checks);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Counts + 4), entries);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Counts + 8), receipts);
        File.WriteAllBytes(_folder["salts"], WithChecksum(bytes));
        AssertCheap();
    }

    [TestCase(2u, uint.MaxValue, 0u)]
    [TestCase(2u, uint.MaxValue, uint.MaxValue)]
    [TestCase(uint.MaxValue, 0u, 0u)]
    [Platform("Linux", Reason = "a file with holes that large")]
    public void Counts_that_agree_with_a_file_of_holes_cost_nothing_either(uint checks, uint entries, uint receipts)
    {
        using (FileStream file = new(_folder["salts"], FileMode.Open))
        {
            byte[] header = [.. _sound[..Header]];
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(Counts), checks);
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(Counts + 4), entries);
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(Counts + 8), receipts);
            file.SetLength(0);
            file.Write(header);
            file.SetLength(Checks + (36L * checks) + (80L * entries) + (80L * receipts) + 32);
        }
        AssertCheap();
    }

    [Test]
    public void What_stands_beside_a_damaged_file_is_left_for_a_person_to_look_at()
    {
        string left = $"salts.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(_folder[left], _sound);
        Refuse(_sound[..^1]);
        Assert.That(File.ReadAllBytes(_folder[left]), Is.EqualTo(_sound));
    }

    private void AssertCheap()
    {
        string path = _folder["salts"];
        Assert.That(() => FileUserSaltStore.Open(path), Throws.InstanceOf<OmsException>());
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        Assert.That(() => FileUserSaltStore.Open(path), Throws.InstanceOf<OmsException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(200_000));
        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    private OmsFault Refuse(byte[] bytes)
    {
        string path = _folder["damaged"];
        File.WriteAllBytes(path, bytes);
        OmsException? exception = Assert.Throws<OmsException>(() => FileUserSaltStore.Open(path));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(bytes), "it is left as it is");
        return exception!.Fault;
    }

    private static byte[] WithChecksum(byte[] bytes)
    {
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        return bytes;
    }
}
