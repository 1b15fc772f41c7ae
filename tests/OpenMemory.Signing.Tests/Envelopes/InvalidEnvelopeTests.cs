using System.Text.Json;

namespace OpenMemory.Signing.Tests;

/// <summary>
/// The rows of kind <c>envelope</c> in <c>invalid.json</c>: read a COSE_Sign1 envelope, verify with the key in <c>kid</c>, read its blob
/// (OMS-9.3-1). None comes out as verified, and none with a grain (OMS-9.3-2).
/// </summary>
[TestFixture]
public sealed class InvalidEnvelopeTests
{
    private static IEnumerable<TestCaseData> Rows => Vectors.Rows("invalid").Where(static row => row.GetProperty("kind").ValueEquals("envelope"))
        .Select(static row => new TestCaseData(row).SetArgDisplayNames(row.GetProperty("name").GetString()!));

    [TestCaseSource(nameof(Rows))]
    public async Task An_unsound_envelope_is_refused_with_its_code(JsonElement row)
    {
        byte[] bytes = Vectors.Hex(row, "hex");
        SignatureCheck check = await new SignatureVerifier().VerifyAsync(bytes);
        Assert.That(check.Status, Is.Not.EqualTo(SignatureStatus.Verified));
        if (check.Status != SignatureStatus.NoSignature) Assert.That(check.Grain, Is.Null);
        OmsFault fault = EnvelopeView.TryParse(bytes, out _, out OmsFault malformed) ? check.Fault : malformed;
        Assert.That(Codes(row), Does.Contain(fault.Code.ToText()), fault.ToString());
        Assert.That(fault.Offset, Is.InRange(0, bytes.Length), fault.ToString());
        Assert.That(async () => await new SignatureVerifier().RequireAsync(bytes), Throws.TypeOf<OmsException>());
    }

    [Test]
    public void There_are_rows() => Assert.That(Rows.Count(), Is.EqualTo(56));

    private static IEnumerable<string?> Codes(JsonElement row) => row.TryGetProperty("error_any_of", out JsonElement any)
        ? any.EnumerateArray().Select(static code => code.GetString())
        : [row.GetProperty("error").GetString()];
}
