
namespace OpenMemory.Tests;

/// <summary>The two vectors whose addresses the specification itself prints (OMS-21-1), by every road to bytes.</summary>
[TestFixture]
public sealed class SpecificationVectorTests
{
    private const string Author = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    private const string Address1 = "3288d0d41cf49a1d428e404f0b6a6fe60388be9536937557f6139b813d53a520";

    private const string Bytes1 =
        "010001a4d26968baa089a461646964d9386469643a6b65793a7a364d6b68615867425a44766f74446b4c353235376661697a74694769433251744b4c47"
        + "70626e6e4547746132646f4ba163cb3feccccccccccccda26361cf0000019bc1190100a26e73a6736861726564a16fa96461726b206d6f6465a172a7"
        + "70726566657273a173a475736572a27374ad757365725f6578706c69636974a174a466616374";

    [Test]
    public void Vector_1_as_an_object()
    {
        GrainBlob blob = Vector1().ToBlob();
        Assert.That(Convert.ToHexStringLower(blob.Span), Is.EqualTo(Bytes1));
        Assert.That(blob.Address.ToString(), Is.EqualTo(Address1));
    }

    [Test]
    public void Vector_1_through_the_writer_in_any_order()
    {
        using GrainWriter writer = new(GrainType.Fact);
        writer.Write(Field.Object, "dark mode"u8);
        writer.Write(Field.Namespace, "shared");
        writer.Write(Field.Confidence, 0.9);
        writer.Write(Field.Subject, "user");
        writer.Write(Field.CreatedAt, 1768471200000);
        writer.Write(Field.AuthorDid, Author);
        writer.Write(Field.SourceType, "user_explicit");
        writer.Write(Field.Relation, "prefers");
        byte[] buffer = new byte[200];
        int length = writer.Finish(buffer, out ContentAddress address);
        Assert.That(Convert.ToHexStringLower(buffer.AsSpan(0, length)), Is.EqualTo(Bytes1));
        Assert.That(address.ToString(), Is.EqualTo(Address1));
    }

    [Test]
    public void Vector_1_from_JSON_and_back()
    {
        GrainBlob blob = GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(GrainJson.ToJson(Vector1())));
        Assert.That(blob.Address.ToString(), Is.EqualTo(Address1));
        Grain read = Grain.Read(blob.Span);
        Assert.That(read, Is.TypeOf<Fact>());
        Assert.That(read.ToBlob().Address, Is.EqualTo(blob.Address));
        Assert.That(read.Confidence, Is.EqualTo(0.9));
    }

    [Test]
    public void Vector_6_has_a_policy_and_a_whole_confidence()
    {
        Fact fact = new()
        {
            Subject = "agent-007",
            Relation = "constraint",
            Object = "never delete user files without confirmation",
            Confidence = 1.0,
            SourceType = "user_explicit",
            CreatedAt = 1768471200000,
            Namespace = "safety",
            InvalidationPolicy = new() { Mode = "locked", Authorized = [Author] },
        };
        Assert.That(fact.ToBlob().Address.ToString(), Is.EqualTo("df928038769506fb66671aced0eb97d45871e169e505ed55a382c744e620550e"));
    }

    private static Fact Vector1() => new()
    {
        Subject = "user",
        Relation = "prefers",
        Object = "dark mode",
        Confidence = 0.9,
        SourceType = "user_explicit",
        CreatedAt = 1768471200000,
        Namespace = "shared",
        AuthorDid = Author,
    };

    /// <summary>R-27: the hot road knows the same rules for authors as the pleasant one.</summary>
    [TestCase("temporal_type", "sometimes")]
    [TestCase("verification_status", "verified")]
    [TestCase("recall_priority", "lukewarm")]
    public void The_writer_refuses_what_authors_may_not_write(string name, string value)
    {
        Assert.That(Field.TryParse(name, out Field field), Is.True);
        OmsException? exception = null;
        using GrainWriter writer = new(GrainType.Fact);
        try
        {
            writer.Write(Field.Subject, "user");
            writer.Write(Field.Relation, "prefers");
            writer.Write(Field.Object, "dark mode");
            writer.Write(Field.Confidence, 0.9);
            writer.Write(Field.CreatedAt, 1768471200000);
            writer.Write(field, value);
            writer.ToBlob();
        }
        catch (OmsException caught)
        {
            exception = caught;
        }
        Assert.That(exception?.Code, Is.EqualTo(OmsErrorCode.Schema));
        Assert.That(exception?.Fault.Field, Is.EqualTo(name));
    }

    /// <summary>§8.1 demands a non-empty subject and relation, not a non-empty object (OMS-6.1-6 is about texts proper).</summary>
    [Test]
    public void An_object_may_be_empty_a_subject_may_not()
    {
        Fact fact = new() { Subject = "user", Relation = "nickname", Object = "", Confidence = 1, CreatedAt = 0 };
        Assert.That(Grain.Read(fact.ToBlob().Span).GetValue("object").AsText(), Is.Empty);
        Assert.That(() => (fact with { Subject = "" }).ToBlob(), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.Empty));
    }
}
