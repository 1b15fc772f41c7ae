using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenMemory.Erasure.Tests;

/// <summary>A receipt as JSON: one line, read strictly, and nothing personal in it .</summary>
[TestFixture]
public sealed class ErasureReceiptJsonTests
{
    private static readonly ErasureReceipt s_first = ErasureReceipt.After(null, SaltSamples.Name(1), 1_768_471_200_000, 1);

    private static readonly string s_line = ErasureReceiptJson.Format(s_first);

    [Test]
    public void It_is_one_line_with_these_members()
    {
        Assert.That(s_line, Is.EqualTo(
            $$"""{"n":1,"token":"{{s_first.Token}}","master_key_version":1,"destroyed_at":1768471200000,"salts":1,"previous":"{{new string('0', 64)}}","hash":"{{s_first.Hash}}"}"""));
    }

    [Test]
    public void The_hash_is_the_one_of_the_bytes_it_is_said_to_be_of()
    {
        // Written by hand: map of 7; at, kv, n, prev, salts, tok, v in the order of the names.
        byte[] bytes = [0x87, 0xa2, .. "at"u8, 0xcf, .. Convert.FromHexString("0000019bc1190100"), 0xa2, .. "kv"u8, 1, 0xa1, .. "n"u8, 1, 0xa4, .. "prev"u8, 0xc4, 32, .. new byte[32],
            0xa5, .. "salts"u8, 1, 0xa3, .. "tok"u8, 0xc4, 32, .. Convert.FromHexString($"{s_first.Token}"), 0xa1, .. "v"u8, 1];
        Assert.That(s_first.ToBytes(), Is.EqualTo(bytes));
        Assert.That(s_line, Does.EndWith($"\"hash\":\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"}}"));
    }

    [TestCase(1L, 0u, long.MinValue, 0)]
    [TestCase(2L, 7u, -1L, 2)]
    [TestCase(long.MaxValue, uint.MaxValue, long.MaxValue, int.MaxValue)]
    public void What_was_written_is_read(long number, uint version, long time, int salts)
    {
        ErasureReceipt receipt = new(number, SaltSamples.Name(3).Token, version, time, salts, number == 1 ? default : s_first.Hash);
        string line = ErasureReceiptJson.Format(receipt);
        Assert.That(line, Does.Not.Contain("\n"));
        Assert.That(ErasureReceiptJson.Parse(line), Is.EqualTo(receipt));
        Assert.That(ErasureReceiptJson.Parse(Encoding.UTF8.GetBytes(" " + line + "\r\n")), Is.EqualTo(receipt));
    }

    [Test]
    public void Members_stand_in_any_order_and_space_is_free()
    {
        string[] members = s_line[1..^1].Split(',');
        Assert.That(ErasureReceiptJson.Parse("{\n  " + string.Join(",\n  ", members.Reverse()) + "\n}"), Is.EqualTo(s_first));
    }

    [Test]
    public void Every_changed_character_and_every_cut_is_noticed()
    {
        byte[] sound = Encoding.UTF8.GetBytes(s_line);
        for (int i = 0; i < sound.Length; i++)
        {
            for (int flip = 1; flip < 256; flip++)
            {
                byte[] bytes = [.. sound];
                bytes[i] ^= (byte)flip;
                Assert.That(() => ErasureReceiptJson.Parse(bytes), Throws.InstanceOf<OmsException>(), $"byte {i} as {bytes[i]}");
            }
            Assert.That(() => ErasureReceiptJson.Parse(sound.AsSpan(0, i).ToArray()), Throws.InstanceOf<OmsException>());
        }
    }

    [Test]
    public void A_member_twice_or_missing_or_more_is_refused()
    {
        string[] members = s_line[1..^1].Split(',');
        for (int i = 0; i < members.Length; i++)
        {
            Refuse("{" + string.Join(',', members.Where((_, other) => other != i)) + "}");
            Refuse("{" + string.Join(',', members.Append(members[i])) + "}");
        }
        Refuse("{" + string.Join(',', members.Append("\"note\":1")) + "}");
        Refuse(s_line + s_line);
        Refuse(s_line + "x");
        Refuse("[" + s_line + "]");
        Refuse("{}");
        Refuse("");
        Refuse("null");
        Refuse(s_line.Replace("\"n\"", "\"\\u006e\"", StringComparison.Ordinal));
        Refuse(s_line.Replace("{\"n\"", "{/* */\"n\"", StringComparison.Ordinal));
        Refuse(s_line.Replace("}", ",}", StringComparison.Ordinal));
        Refuse(s_line + new string(' ', ErasureReceiptJson.MaxBytes));
    }

    [TestCase("n", "0")]
    [TestCase("n", "-1")]
    [TestCase("n", "1.0")]
    [TestCase("n", "1e0")]
    [TestCase("n", "\"1\"")]
    [TestCase("n", "9223372036854775808")]
    [TestCase("n", "2")]
    [TestCase("token", "null")]
    [TestCase("token", "\"00\"")]
    [TestCase("token", "[]")]
    [TestCase("master_key_version", "4294967296")]
    [TestCase("master_key_version", "-1")]
    [TestCase("destroyed_at", "\"2026-01-15T10:00:00Z\"")]
    [TestCase("destroyed_at", "1e400")]
    [TestCase("salts", "2147483648")]
    [TestCase("salts", "true")]
    [TestCase("previous", "\"\\ud800\"")]
    [TestCase("hash", "{}")]
    public void A_value_of_another_kind_is_refused(string member, string value) =>
        Refuse(Regex.Replace(s_line, $"(\"{member}\":)(\"[^\"]*\"|[0-9]+)", match => match.Groups[1].Value + value));

    [Test]
    public void A_wrong_hash_is_told_from_a_wrong_form()
    {
        string other = s_line.Replace("\"salts\":1", "\"salts\":2", StringComparison.Ordinal);
        OmsException? exception = Assert.Throws<OmsException>(() => ErasureReceiptJson.Parse(other));
        Assert.That((exception!.Code, exception.Fault.Rule), Is.EqualTo((OmsErrorCode.Integrity, "R-51")));
    }

    [Test]
    public void Nothing_personal_and_no_secret_is_in_a_receipt()
    {
        const string userId = "Rosalind.Franklin@example.org";
        byte[] master = RandomNumberGenerator.GetBytes(32), salt = RandomNumberGenerator.GetBytes(32), userKey = new byte[32], indexKey = new byte[32];
        using BlindIndex index = new(master);
        using InMemoryUserSaltStore store = new();
        UserSaltName name = new(index.Compute(userId), 1);
        store.GetOrAdd([name], salt, new UserSaltState[1]);
        KeyDerivation.DeriveUserKey(master, salt, userId, userKey);
        KeyDerivation.DeriveBlindIndexKey(master, BlindIndex.UserIdField, indexKey);
        ErasureReceipt receipt = store.Destroy([name], 1);
        byte[] text = Encoding.UTF8.GetBytes(ErasureReceiptJson.Format(receipt) + receipt), bytes = receipt.ToBytes();
        byte[][] secrets = [Encoding.UTF8.GetBytes(userId), SHA256.HashData(Encoding.UTF8.GetBytes(userId)), master, salt, SHA256.HashData(salt), userKey, indexKey];
        foreach (byte[] secret in secrets)
        {
            for (int from = 0; from + 8 <= secret.Length; from++)
            {
                ReadOnlySpan<byte> part = secret.AsSpan(from, 8);
                Assert.That(bytes.AsSpan().IndexOf(part), Is.Negative);
                Assert.That(text.AsSpan().IndexOf(part), Is.Negative);
                Assert.That(text.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(part))), Is.Negative);
            }
        }
        Assert.That(text.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name.Token.ToString())), Is.GreaterThanOrEqualTo(0), "the search finds the token");
    }

    private static void Refuse(string json)
    {
        Assert.That(json, Is.Not.EqualTo(s_line));
        Assert.That(() => ErasureReceiptJson.Parse(json), Throws.InstanceOf<OmsException>());
    }
}
