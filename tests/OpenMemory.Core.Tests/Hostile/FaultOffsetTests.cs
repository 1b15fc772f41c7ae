namespace OpenMemory.Tests;

/// <summary>A fault names its code, its rule and the exact byte, counted from the beginning of the blob (OMS-19-1).</summary>
[TestFixture]
public sealed class FaultOffsetTests
{
    private const string Header = RawBlob.Header, Ca = RawBlob.CreatedAt, Type = RawBlob.TypeOf;

    [TestCase("", OmsErrorCode.TooShort, "OMS-3.1-1", 0)]
    [TestCase(Header, OmsErrorCode.TooShort, "OMS-3.1-1", 9)]
    [TestCase("02000800000000000080", OmsErrorCode.Version, "OMS-3.1-2", 0)]
    [TestCase("01000000000000000080", OmsErrorCode.UnknownType, "R-22", 2)]
    [TestCase("01010800000000000080", OmsErrorCode.SignedMismatch, "OMS-9.2-1", 1)]
    [TestCase("01200800000000000080", OmsErrorCode.NotMap, "R-19", 9, Description = "bit 5 says CBOR, where 80 is an empty array")]
    [TestCase(Header + "c0", OmsErrorCode.NotMap, "OMS-3.1-11", 9)]
    [TestCase(Header + "90", OmsErrorCode.NotMap, "OMS-3.1-11", 9)]
    [TestCase(Header + "a0", OmsErrorCode.NotMap, "R-19", 9)]
    [TestCase(Header + "82" + Ca + "a174a9726561736f6e696e", OmsErrorCode.Corrupt, "OMS-3.3-1", 16, Description = "the text ends outside")]
    [TestCase(Header + "83" + Ca + Type, OmsErrorCode.Corrupt, "OMS-3.3-1", 26, Description = "an entry is missing")]
    [TestCase(Header + "82" + Ca + Type + "00", OmsErrorCode.Corrupt, "OMS-4.9-3", 26)]
    [TestCase(Header + "82a26361cc01" + Type, OmsErrorCode.Corrupt, "OMS-4.2-1", 13)]
    [TestCase(Header + "82a26361ca3f800000" + Type, OmsErrorCode.Corrupt, "OMS-4.3-2", 13)]
    [TestCase(Header + "82a26361cb7ff8000000000000" + Type, OmsErrorCode.FloatInvalid, "OMS-4.3-4", 13)]
    [TestCase(Header + "82a26361c0" + Type, OmsErrorCode.Corrupt, "OMS-4.5-1", 13)]
    [TestCase(Header + "82a26361c1" + Type, OmsErrorCode.Corrupt, "R-26", 13)]
    [TestCase(Header + "82a26361d40000" + Type, OmsErrorCode.Corrupt, "R-26", 13)]
    [TestCase(Header + "82" + Type + Ca, OmsErrorCode.Corrupt, "OMS-4.1-1", 22)]
    [TestCase(Header + "83" + Ca + Ca + Type, OmsErrorCode.Corrupt, "OMS-4.1-2", 14)]
    [TestCase(Header + "820101" + Type, OmsErrorCode.Corrupt, "OMS-4.1-3", 10)]
    [TestCase(Header + "83" + Ca + Type + "a178a461ff6263", OmsErrorCode.Corrupt, "OMS-4.4-4", 30)]
    [TestCase(Header + "83" + Ca + Type + "a178a5eda08062", OmsErrorCode.Corrupt, "OMS-3.3-1", 28)]
    [TestCase(Header + "83" + Ca + Type + "a178a4eda08062", OmsErrorCode.Corrupt, "OMS-4.4-4", 29, Description = "a surrogate")]
    [TestCase(Header + "83" + Ca + Type + "a178a461efbbbf", OmsErrorCode.Corrupt, "OMS-4.4-3", 30)]
    [TestCase(Header + "83" + Ca + Type + "a178a46265cc81", OmsErrorCode.Corrupt, "OMS-4.4-1", 30, Description = "e and its accent, at the e")]
    [TestCase(Header + "83" + Ca + Type + "a178d90161", OmsErrorCode.Corrupt, "OMS-4.4-1", 28)]
    [TestCase(Header + "81" + Type, OmsErrorCode.Schema, "OMS-4.9-2", 9)]
    [TestCase(Header + "81" + Ca, OmsErrorCode.NoType, "OMS-8-2", 9)]
    [TestCase(Header + "82a26361a161" + Type, OmsErrorCode.Schema, "R-27", 13)]
    [TestCase(Header + "83a163cb4000000000000000" + Ca + Type, OmsErrorCode.Range, "OMS-6.1-1", 12)]
    [TestCase(Header + "82" + Ca + "a174a466616374", OmsErrorCode.Schema, "OMS-8-4", 16)]
    [TestCase(Header + "82" + Ca + "a174a3666f6f", OmsErrorCode.UnknownType, "OMS-8-4", 16)]
    [TestCase(Header + "83" + Ca + "a174a9726561736f6e696e67" + "a47461677391a67068693a6162", OmsErrorCode.SensitivityMismatch, "OMS-13.4-2", 1)]
    [TestCase(Header + "83" + Ca + "a7636f6e7465787480" + Type, OmsErrorCode.Corrupt, "OMS-6-1", 14)]
    public void A_blob_is_refused_where_it_is_wrong(string hex, OmsErrorCode code, string rule, int offset)
    {
        byte[] blob = Convert.FromHexString(hex);
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault), Is.False);
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((code, rule, (long)offset)), fault.ToString());
    }

    [Test]
    public void Too_deep_a_value_is_refused_at_its_container() // OMS-4.10-2: the payload map is level 1
    {
        Assert.That(GrainView.TryParse(RawBlob.WithValue(RawBlob.Nested(31, maps: true)), out _, out _), Is.True);
        Assert.That(GrainView.TryParse(RawBlob.WithValue(RawBlob.Nested(32, maps: false)), out _, out OmsFault fault), Is.False);
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.10-2", RawBlob.ValueOffset + 31L)));
        Assert.That(GrainView.TryParse(RawBlob.WithValue(RawBlob.Nested(32, maps: true)), out _, out fault), Is.False);
        Assert.That(fault.Offset, Is.EqualTo(RawBlob.ValueOffset + (31L * 3)));
    }

    [Test]
    public void A_fault_of_the_schema_names_its_field()
    {
        Assert.That(GrainView.TryParse(Convert.FromHexString(Header + "81" + Type), out _, out OmsFault missing), Is.False);
        Assert.That(missing.Field, Is.EqualTo("created_at"));
        Assert.That(GrainView.TryParse(Convert.FromHexString(Header + "83a163cb4000000000000000" + Ca + Type), out _, out OmsFault range), Is.False);
        Assert.That(range.Field, Is.EqualTo("confidence"));
        Assert.That(range.At(1000).Offset, Is.EqualTo(1012), "counted from the beginning of a file");
        Assert.That(new OmsFault(OmsErrorCode.Schema, "R-27", "m").At(1000).Offset, Is.EqualTo(-1), "no offset stays none");
    }

    [Test]
    public void A_fault_never_shows_the_input() // its text may end in a log
    {
        const string secret = "4111-secret";
        byte[] value = System.Text.Encoding.UTF8.GetBytes(secret);
        byte[] wrongKind = [.. RawBlob.Of("82a26361ab"), .. value, .. Convert.FromHexString(Type)];
        byte[] unknownType = [.. RawBlob.Of("82" + Ca + "a174ab"), .. value];
        foreach (byte[] blob in (byte[][])[wrongKind, unknownType])
        {
            Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault), Is.False);
            Assert.That(fault.ToString(), Does.Not.Contain("secret").And.StartWith("ERR_"));
        }
    }
}
