using System.Globalization;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Content addresses: 64 lowercase hexadecimal characters and nothing else (§5).</summary>
[TestFixture]
public sealed class ContentAddressTests
{
    private const string Text = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Test]
    public void An_address_is_parsed_formatted_and_copied()
    {
        ContentAddress address = ContentAddress.Parse(Text);
        Assert.That(address.ToString(), Is.EqualTo(Text));
        Assert.That(Convert.ToHexStringLower(address.ToByteArray()), Is.EqualTo(Text));
        Assert.That(new ContentAddress(address.ToByteArray()), Is.EqualTo(address));
        Assert.That(ContentAddress.TryParse(Encoding.UTF8.GetBytes(Text), out ContentAddress fromUtf8), Is.True);
        Assert.That(fromUtf8, Is.EqualTo(address));
        Assert.That(string.Create(CultureInfo.InvariantCulture, $"<{address}>"), Is.EqualTo($"<{Text}>"));
        Assert.That(ContentAddress.Compute("abc"u8).ToString(), Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    [Test]
    public void Formatting_needs_64_places()
    {
        ContentAddress address = ContentAddress.Parse(Text);
        char[] chars = new char[70];
        byte[] bytes = new byte[70];
        Assert.That((address.TryFormat(chars, out int written), written), Is.EqualTo((true, 64)));
        Assert.That((address.TryFormat(bytes, out written), written), Is.EqualTo((true, 64)));
        Assert.That(new string(chars, 0, 64), Is.EqualTo(Text));
        Assert.That(Encoding.UTF8.GetString(bytes, 0, 64), Is.EqualTo(Text));
        Assert.That((address.TryFormat(chars.AsSpan(0, 63), out written), written), Is.EqualTo((false, 0)));
        Assert.That((address.TryFormat(bytes.AsSpan(0, 63), out written), written), Is.EqualTo((false, 0)));
    }

    [TestCase("", OmsErrorCode.HashLength)]
    [TestCase("0123", OmsErrorCode.HashLength)]
    [TestCase(Text + "0", OmsErrorCode.HashLength)]
    [TestCase("0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", OmsErrorCode.HashFormat)]
    [TestCase("g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", OmsErrorCode.HashFormat)]
    [TestCase(" 123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", OmsErrorCode.HashFormat)]
    [TestCase("\u0661123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", OmsErrorCode.HashFormat)]
    [TestCase("\u0130123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", OmsErrorCode.HashFormat)]
    [TestCase("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\u0166", OmsErrorCode.HashFormat)]
    public void Anything_else_is_refused_length_first(string text, OmsErrorCode code) // OMS-5-2
    {
        Assert.That(Assert.Throws<OmsException>(() => ContentAddress.Parse(text))!.Code, Is.EqualTo(code));
        Assert.That(ContentAddress.TryParse(text, out ContentAddress address), Is.False);
        Assert.That(address, Is.EqualTo(default(ContentAddress)));
        Assert.That(ContentAddress.TryParse(Encoding.UTF8.GetBytes(text), out _), Is.False);
    }

    [TestCase("", true)]
    [TestCase("sha256:", true)]
    [TestCase("grain:sha256:", true)]
    [TestCase("mg:sha256:", true)]
    [TestCase("GRAIN:Sha256:", true)]
    [TestCase("sha256", false)]
    [TestCase("sha512:", false)]
    [TestCase("mg:", false)]
    [TestCase("sha256:sha256:", false)]
    [TestCase("\u017Fha256:", false)] // a long s is no s
    public void A_reference_may_have_one_prefix(string prefix, bool isReference)
    {
        if (isReference) Assert.That(ContentAddress.ParseReference(prefix + Text), Is.EqualTo(ContentAddress.Parse(Text)));
        else Assert.Throws<OmsException>(() => ContentAddress.ParseReference(prefix + Text));
        Assert.Throws<OmsException>(() => ContentAddress.ParseReference(prefix + Text.ToUpperInvariant()), "the digits stay lowercase");
    }

    [Test]
    public void Addresses_are_ordered_as_their_bytes_and_texts()
    {
        ContentAddress[] addresses = [.. Enumerable.Range(0, 200).Select(static i => ContentAddress.Compute([(byte)i])), default];
        Assert.That(addresses.Order().Select(static address => address.ToString()), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        for (int i = 0; i < 32; i++)
        {
            byte[] one = new byte[32], other = new byte[32];
            (one[i], other[i]) = (0x7f, 0x80); // unsigned, and in every word
            ContentAddress low = new(one), high = new(other);
            Assert.That(low.CompareTo(high), Is.Negative);
            Assert.That(high.CompareTo(low), Is.Positive);
            Assert.That((low == high, low != high, low.Equals(high), low.Equals((object)high), low.FixedTimeEquals(high)), Is.EqualTo((false, true, false, false, false)));
            ContentAddress same = new(one);
            Assert.That((low == same, low.Equals((object)same), low.FixedTimeEquals(same), low.CompareTo(same), low.GetHashCode() == same.GetHashCode()), Is.EqualTo((true, true, true, 0, true)));
        }
    }

    [Test]
    public void Bytes_are_verified() // OMS-5-3
    {
        ContentAddress address = ContentAddress.Compute(Vectors.Vector1);
        Assert.DoesNotThrow(() => address.Verify(Vectors.Vector1));
        Assert.That(Assert.Throws<OmsException>(() => address.Verify([.. Vectors.Vector1, 0]))!.Code, Is.EqualTo(OmsErrorCode.Integrity));
        Assert.That(Assert.Throws<OmsException>(() => _ = new ContentAddress(new byte[31]))!.Code, Is.EqualTo(OmsErrorCode.HashLength));
    }
}
