namespace OpenMemory.Erasure.Tests;

/// <summary>What the derivation of keys accepts, and that no two purposes share a key (OMS-20.3-1, OMS-28.4.3-6, R-51).</summary>
[TestFixture]
public sealed class KeyDerivationTests
{
    private static readonly byte[] s_master = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
    private static readonly byte[] s_salt = [.. Enumerable.Range(100, 32).Select(static i => (byte)i)];

    [TestCase("Am\u00e9lie", "Ame\u0301lie")]
    [TestCase("\ud55c", "\u1112\u1161\u11ab")]
    [TestCase("\u00c5", "\u212b")]
    public void Two_spellings_of_one_user_id_have_one_key(string composed, string other)
    {
        Assert.That(composed, Is.Not.EqualTo(other));
        Assert.That(UserKey(s_master, s_salt, composed), Is.EqualTo(UserKey(s_master, s_salt, other)));
    }

    [Test]
    public void Another_master_key_salt_or_user_id_gives_another_key()
    {
        string key = UserKey(s_master, s_salt, "alice");
        for (int i = 0; i < 32; i++)
        {
            Assert.That(UserKey(Flipped(s_master, i), s_salt, "alice"), Is.Not.EqualTo(key));
            Assert.That(UserKey(s_master, Flipped(s_salt, i), "alice"), Is.Not.EqualTo(key));
        }
        Assert.That(new[] { "Alice", "alice ", "alic", "", "alice\0" }.Select(static id => UserKey(s_master, s_salt, id)), Has.None.EqualTo(key).And.Unique);
    }

    [Test]
    public void Keys_for_different_purposes_differ_even_where_all_inputs_are_alike()
    {
        byte[] blob = new byte[32], index = new byte[32], dedup = new byte[32];
        ContentAddress address = ContentAddress.Compute("content"u8);
        KeyDerivation.DeriveBlobKey(s_master, address, blob);
        KeyDerivation.DeriveBlindIndexKey(s_master, address.ToString(), index);
        KeyDerivation.DeriveDedupKey(s_master, dedup);
        string[] keys = [Convert.ToHexStringLower(blob), Convert.ToHexStringLower(index), Convert.ToHexStringLower(dedup), UserKey(s_master, KeyDerivation.InteroperableSalt, address.ToString())];
        Assert.That(keys, Is.Unique);
    }

    [Test]
    public void The_key_of_an_attachment_is_HKDF_over_the_64_characters_of_its_address()
    {
        ContentAddress address = ContentAddress.Compute("content"u8);
        byte[] expected = new byte[32], key = new byte[32];
        KeyDerivation.Hkdf(s_master, "oms:blob:v1"u8, System.Text.Encoding.ASCII.GetBytes(address.ToString()), expected);
        KeyDerivation.DeriveBlobKey(s_master, address, key);
        Assert.That(key, Is.EqualTo(expected));
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(33)]
    [TestCase(64)]
    public void Keys_of_another_length_than_32_bytes_are_refused(int length)
    {
        byte[] wrong = new byte[length], right = new byte[32];
        Assert.Throws<ArgumentException>(() => KeyDerivation.DeriveUserKey(wrong, s_salt, "alice", right));
        Assert.Throws<ArgumentException>(() => KeyDerivation.DeriveUserKey(s_master, s_salt, "alice", wrong));
        Assert.Throws<ArgumentException>(() => KeyDerivation.DeriveBlindIndexKey(wrong, "subject", right));
        Assert.Throws<ArgumentException>(() => KeyDerivation.DeriveBlindIndexKey(s_master, "subject", wrong));
        Assert.Throws<ArgumentException>(() => KeyDerivation.DeriveBlobKey(wrong, default, right));
        Assert.Throws<ArgumentException>(() => KeyDerivation.DeriveBlobKey(s_master, default, wrong));
    }

    // Attributes are kept in UTF-8, which cannot hold half a pair.
    private static readonly string[] s_halves = ["\ud800", "a\udc00b", "\udc00\ud800", "ends with half \ud83d"];

    [TestCaseSource(nameof(s_halves))]
    public void A_user_id_with_half_a_surrogate_pair_is_refused(string userId)
    {
        byte[] key = new byte[32];
        OmsException fault = Assert.Throws<OmsException>(() => KeyDerivation.DeriveUserKey(s_master, s_salt, userId, key));
        Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.Corrupt));
        Assert.That(fault.Message, Does.Not.Contain(userId), "a user id is personal data");
        Assert.That(key, Is.All.Zero);
        Assert.Throws<OmsException>(() => KeyDerivation.DeriveBlindIndexKey(s_master, userId, key));
    }

    [Test]
    public void No_user_id_is_an_error_of_the_caller() =>
        Assert.Throws<ArgumentNullException>(() => KeyDerivation.DeriveUserKey(s_master, s_salt, null!, new byte[32]));

    [Test]
    public void A_user_id_or_field_name_has_at_most_2048_bytes()
    {
        string longest = new('\u00e9', KeyDerivation.MaxTextBytes / 2);
        Assert.That(UserKey(s_master, s_salt, longest), Is.Not.EqualTo(UserKey(s_master, s_salt, longest[1..])));
        Assert.That(UserKey(s_master, s_salt, longest.Normalize(System.Text.NormalizationForm.FormD)), Is.EqualTo(UserKey(s_master, s_salt, longest)), "counted in NFC");
        foreach (string userId in (string[])[longest + "x", new('x', 1_000_000)])
        {
            Assert.That(Assert.Throws<OmsException>(() => UserKey(s_master, s_salt, userId)).Code, Is.EqualTo(OmsErrorCode.Range));
            Assert.That(Assert.Throws<OmsException>(() => KeyDerivation.DeriveBlindIndexKey(s_master, userId, new byte[32])).Code, Is.EqualTo(OmsErrorCode.Range));
            using BlindIndex index = new(s_master);
            Assert.That(index.Compute(userId), Is.Not.EqualTo(index.Compute(userId[1..])), "values that are looked up have any length");
        }
    }

    private static string UserKey(ReadOnlySpan<byte> master, ReadOnlySpan<byte> salt, string userId)
    {
        byte[] key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.DeriveUserKey(master, salt, userId, key);
        return Convert.ToHexStringLower(key);
    }

    private static byte[] Flipped(byte[] bytes, int index)
    {
        byte[] copy = [.. bytes];
        copy[index] ^= 1;
        return copy;
    }
}
