namespace OpenMemory.Erasure.Tests;

/// <summary>Tokens as values and as text.</summary>
[TestFixture]
public sealed class BlindTokenTests
{
    private static readonly byte[] s_bytes = [.. Enumerable.Range(0, 32).Select(static i => (byte)(i * 8 + 7))];

    [Test]
    public void Its_text_is_64_lowercase_digits_and_reads_back()
    {
        BlindToken token = new(s_bytes);
        Assert.That(token.ToString(), Is.EqualTo(Convert.ToHexStringLower(s_bytes)));
        Assert.That(BlindToken.TryParse(token.ToString(), out BlindToken read), Is.True);
        Assert.That(read, Is.EqualTo(token));
        byte[] copy = new byte[32];
        read.CopyTo(copy);
        Assert.That(copy, Is.EqualTo(s_bytes));
    }

    [Test]
    public void Nothing_but_64_lowercase_digits_is_read_and_nothing_of_it_is_kept()
    {
        string good = Convert.ToHexStringLower(s_bytes);
        string[] bad =
        [
            "", good[1..], good + "0", " " + good[1..], good[..63] + " ", good.ToUpperInvariant(), good[..63] + "F", "0x" + good[2..], good[..63] + "g",
            good[..63] + "\uff10", good[..63] + "\0", good[..32] + "-" + good[33..], "+" + good[1..],
        ];
        foreach (string text in bad)
        {
            Assert.That(BlindToken.TryParse(text, out BlindToken token), Is.False, text);
            Assert.That(token, Is.EqualTo(default(BlindToken)), text);
        }
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(33)]
    public void Another_number_of_bytes_is_no_token(int length)
    {
        Assert.Throws<ArgumentException>(() => _ = new BlindToken(new byte[length]));
        Assert.That(default(BlindToken).Equals(new byte[length]), Is.False);
    }

    [Test]
    public void The_default_token_is_32_zeros() => Assert.Multiple(() =>
    {
        Assert.That(default(BlindToken).ToString(), Is.EqualTo(new string('0', 64)));
        Assert.That(default(BlindToken), Is.EqualTo(new BlindToken(new byte[32])));
        Assert.That(default(BlindToken).Equals((ReadOnlySpan<byte>)new byte[32]), Is.True);
    });

    [Test]
    public void Every_bit_counts_in_a_comparison()
    {
        BlindToken token = new(s_bytes);
        for (int bit = 0; bit < 256; bit++)
        {
            byte[] other = [.. s_bytes];
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            BlindToken changed = new(other);
            Assert.That(token == changed || !(token != changed) || token.Equals(changed) || token.Equals((object)changed) || token.Equals((ReadOnlySpan<byte>)other), Is.False, $"bit {bit}");
        }
        BlindToken same = new(s_bytes);
        Assert.That(token == same && !(token != same) && token.Equals((object)same) && token.GetHashCode() == same.GetHashCode(), Is.True);
        Assert.That(token.Equals("text"), Is.False);
    }

    [Test]
    public void A_short_destination_is_an_error_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => new BlindToken(s_bytes).CopyTo(new byte[31]));
}
