using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>Grains that are canonical but break their schema are read on request, hurt nobody, and come back as they are.</summary>
[TestFixture]
public sealed class SkipSchemaTests
{
    private static readonly GrainReadOptions s_options = new() { SkipSchema = true };

    // OMS-4.5-3: a grain that was read and is written again gives the same bytes, whatever its schema says.
    [TestCase("81" + RawBlob.CreatedAt, Description = "no type")]
    [TestCase("80", Description = "nothing at all")]
    [TestCase("82" + RawBlob.CreatedAt + "a17405", Description = "the type is a number")]
    [TestCase("82" + RawBlob.CreatedAt + "a174a0", Description = "the type is empty")]
    [TestCase("82" + RawBlob.CreatedAt + "a174a3666f6f", Description = "the type is unknown")]
    [TestCase("81a26361cbc0f86a0000000000", Description = "a time as a float")]
    [TestCase("82" + "a3637478" + "81a26962a178" + "a474616773" + "81a16bb3" + "70726f66696c653a696e746567726174696f6e", Description = "tags are a map")]
    [TestCase("83" + "a2637281a16101" + "a2657205" + "a27274a0", Description = "references that are no arrays")]
    public void What_was_read_comes_back(string payload)
    {
        byte[] blob = RawBlob.Of(payload);
        Assert.That(GrainView.TryParse(blob, out _, out _), Is.False, "strict reading refuses it");
        Grain grain = Grain.Read(blob, s_options);
        GrainProbe.ReadAll(grain);
        Assert.That(Convert.ToHexStringLower(grain.ToBlob().Span), Is.EqualTo(Convert.ToHexStringLower(blob)));
    }

    [Test]
    public void A_number_beyond_its_property_reads_as_absent_and_never_throws_or_wraps()
    {
        // category 300, delegation to the types 300 and 2^64-1, a count beyond Int64
        byte[] blob = Convert.FromHexString(
            "010001000000000000" + "85" + "a6617479706573" + "92" + "cd012c" + "cfffffffffffffffff" + RawBlob.CreatedAt + "a3636174cd012c"
            + "a27363cfffffffffffffffff" + "a174a466616374");
        Grain grain = Grain.Read(blob, s_options);
        GrainProbe.ReadAll(grain);
        Assert.That(grain.Category, Is.Null);
        Assert.That(grain.SuccessCount, Is.Null);
        Assert.That(((Fact)grain).AuthorizedTypes ?? [], Has.None.EqualTo((GrainType)(300 & 0xff)));
        Assert.That(grain.ToBlob().Span.SequenceEqual(blob), Is.True);
    }

    [Test]
    public void A_strictly_read_Fact_can_be_asked_for_its_authorized_types()
    {
        // §6.11: authorized_types holds type bytes. A number that is none must be refused, or read without an accident.
        byte[] blob = Convert.FromHexString(
            "010001000000000000" + "87" + "a6617479706573" + "91" + "cfffffffffffffffff" + "a163cb3ff0000000000000" + RawBlob.CreatedAt
            + "a16fa16f" + "a172a172" + "a173a173" + "a174a466616374");
        if (GrainView.TryParse(blob, out GrainView view, out OmsFault fault)) GrainProbe.ReadAll(view.ToGrain());
        else Assert.That(fault.Code, Is.AnyOf(OmsErrorCode.Range, OmsErrorCode.Schema));
    }

    [Test]
    public void Bytes_must_be_canonical_all_the_same()
    {
        Assert.That(GrainView.TryParse(RawBlob.Of("81a26361cc01"), out _, out OmsFault fault, s_options), Is.False);
        Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.Corrupt));
        Assert.That(GrainView.TryParse(RawBlob.Of("82", RawBlob.CreatedAt, "a7636f6e7465787480"), out _, out fault, s_options), Is.False);
        Assert.That(fault.Rule, Is.EqualTo("OMS-6-1"));
    }
}
