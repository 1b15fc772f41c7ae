namespace OpenMemory.Tests;

/// <summary>The one form of a <c>cas:</c> address (OMS-7.1.1-6), and its place in a grain (OMS-7.1.1-7).</summary>
[TestFixture]
public sealed class CasUriTests
{
    private const string Hash = FieldGen.Address, Uri = "cas://sha256:" + Hash;

    [Test]
    public void The_exact_form_is_read_and_written()
    {
        CasUri uri = CasUri.Parse(Uri);
        Assert.That((uri.ToString(), uri.Address.ToString()), Is.EqualTo((Uri, Hash)));
        Assert.That(CasUri.TryParse(Uri, out CasUri same), Is.True);
        Assert.That(same, Is.EqualTo(uri));
    }

    [TestCase("")]
    [TestCase("cas://sha256:")]
    [TestCase(Hash)]
    [TestCase("sha256:" + Hash)]
    [TestCase("cas:sha256:" + Hash)]
    [TestCase("CAS://sha256:" + Hash)]
    [TestCase("cas://SHA256:" + Hash)]
    [TestCase("cas://sha512:" + Hash)]
    [TestCase(Uri + "0")]
    [TestCase(Uri + "/")]
    [TestCase(Uri + "?x")]
    [TestCase(" " + Uri)]
    [TestCase("cas://sha256:A8E4B1D76F0C2395a8e4b1d76f0c2395a8e4b1d76f0c2395a8e4b1d76f0c2395")]
    public void Any_other_form_is_refused(string text)
    {
        Assert.That(CasUri.TryParse(text, out CasUri uri), Is.False);
        Assert.That(uri, Is.EqualTo(default(CasUri)));
        Assert.That(Assert.Throws<OmsException>(() => CasUri.Parse(text))!.Code, Is.EqualTo(OmsErrorCode.HashFormat));
    }

    [TestCase(Uri, null, OmsErrorCode.None)]
    [TestCase(Uri, "sha256:" + Hash, OmsErrorCode.None)]
    [TestCase(Uri, "sha256:0000000000000000000000000000000000000000000000000000000000000000", OmsErrorCode.Corrupt)]
    [TestCase("cas://sha256:abc", null, OmsErrorCode.HashFormat)]
    [TestCase("CAS://sha256:" + Hash, null, OmsErrorCode.HashFormat)]
    [TestCase("https://example.org/a", "sha256:" + Hash, OmsErrorCode.None)]
    public void A_reference_in_a_grain_is_checked_before_it_is_written(string uri, string? checksum, OmsErrorCode code)
    {
        Reasoning grain = new() { CreatedAt = 1, ContentRefs = [new() { Uri = uri, Modality = "document", Checksum = checksum }] };
        OmsErrorCode actual = OmsErrorCode.None;
        try
        {
            grain.ToBlob();
        }
        catch (OmsException exception)
        {
            actual = exception.Code;
            Assert.That(exception.Fault.Field, Is.EqualTo("content_refs[0]"));
        }
        Assert.That(actual, Is.EqualTo(code));
    }
}
