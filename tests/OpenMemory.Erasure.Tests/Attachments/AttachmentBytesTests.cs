using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>
/// The bytes of sealed attachments are pinned: the expected ones were made once with another implementation of HKDF and
/// AES-GCM, from the description of the form.
/// </summary>
[TestFixture]
public sealed class AttachmentBytesTests
{
    private const string UserId = "Ame\u0301lie", Header = "4f4d532d424c4f423167a2a509398bf1e5b28bfb2f6c2f3e21ba852bf1f0d9e508f39f87357ea807c700000007a0a1a2a3a4a5a6";

    private static readonly byte[] s_master = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];
    private static readonly byte[] s_salt = [.. Enumerable.Range(101, 32).Select(static i => (byte)i)];
    private static readonly byte[] s_nonce = Convert.FromHexString("a0a1a2a3a4a5a6ffffffffff");

    [TestCase("attachment", Header + "1ac51bc128ed2337a88b9f84d8b178b0f74f691f0744e67b3ee0")]
    [TestCase("", Header + "2925b36da1f99f34b89b7483df026158")]
    public void A_short_attachment_has_these_bytes(string text, string expected)
    {
        byte[] plaintext = System.Text.Encoding.UTF8.GetBytes(text);
        using TestRing made = TestRing.Known(s_master, 7, s_salt, UserId, s_nonce);
        byte[] sealedBlob = made.Ring.SealBlob(UserId, plaintext, out ContentAddress address);
        Assert.That(Convert.ToHexStringLower(sealedBlob), Is.EqualTo(expected));
        Assert.That(address, Is.EqualTo(ContentAddress.Compute(plaintext)), "OMS-7.1.1-1");
        Assert.That(made.Ring.OpenBlob(UserId, address, Convert.FromHexString(expected)), Is.EqualTo(plaintext));
    }

    [TestCase(65536, "eb0a8de5e00a3a59d873898ad2b3b716bb7d9a5219db1742de297407d2b4fd29")]
    [TestCase(131077, "57ec714ba5d74fe8d1fee647a8799325533eb00a12ebb3b548e36322511e3de5")]
    public async Task A_long_attachment_has_bytes_of_this_hash_by_either_road(int length, string expected)
    {
        byte[] plaintext = [.. Enumerable.Range(0, length).Select(static i => (byte)(((long)i * i + i / 256) % 251))];
        using TestRing whole = TestRing.Known(s_master, 7, s_salt, UserId, s_nonce), streamed = TestRing.Known(s_master, 7, s_salt, UserId, s_nonce);
        byte[] sealedBlob = whole.Ring.SealBlob(UserId, plaintext, out ContentAddress address);
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(sealedBlob)), Is.EqualTo(expected));
        using MemoryStream destination = new();
        await streamed.Ring.SealBlobAsync(UserId, address, new MemoryStream(plaintext), destination);
        Assert.That(destination.ToArray().AsSpan().SequenceEqual(sealedBlob), Is.True);
    }

    [Test]
    public void Lengths_follow_from_each_other()
    {
        (long Plaintext, long Sealed)[] known = [(0, 68), (1, 69), (65535, 65603), (65536, 65604), (65537, 65621), (131072, 131156), (1L << 48, (1L << 48) + 52 + (16L << 32))];
        foreach ((long plaintext, long sealedLength) in known)
        {
            Assert.That(SealedBlob.GetLength(plaintext), Is.EqualTo(sealedLength));
            Assert.That(SealedBlob.TryGetPlaintextLength(sealedLength, out long back) && back == plaintext, Is.True, $"{sealedLength}");
        }
        foreach (long impossible in (long[])[-1, 0, 51, 52, 67, 65605, 65620, 131157, 131172, (1L << 48) + 53 + (16L << 32), (1L << 48) + 69 + (16L << 32), long.MaxValue, long.MinValue, long.MinValue + 20])
            Assert.That(SealedBlob.TryGetPlaintextLength(impossible, out long none) || none != 0, Is.False, $"{impossible}");
        Assert.Throws<ArgumentOutOfRangeException>(() => SealedBlob.GetLength(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SealedBlob.GetLength((1L << 48) + 1));
    }

    [Test]
    public void The_header_tells_whose_it_is_to_whoever_knows_the_user()
    {
        using TestRing test = new();
        byte[] sealedBlob = test.Ring.SealBlob("alice", "x"u8, out _);
        Assert.That(SealedBlob.TryReadName(sealedBlob.AsSpan(0, SealedBlob.HeaderBytes), out UserSaltName name), Is.True);
        Assert.That(test.Ring.GetNames("alice"), Is.EqualTo(new[] { name }));
        Assert.That(SealedBlob.TryReadName(sealedBlob.AsSpan(0, SealedBlob.HeaderBytes - 1), out name), Is.False);
        sealedBlob[8] ^= 3;
        Assert.That(SealedBlob.TryReadName(sealedBlob, out name), Is.False);
        Assert.That(name, Is.EqualTo(default(UserSaltName)));
    }
}
