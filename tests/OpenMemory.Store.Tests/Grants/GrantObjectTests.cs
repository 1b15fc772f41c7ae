namespace OpenMemory.Store.Tests;

/// <summary>The object of a grant: one form when it is written, some patience when it is read (§12.6.2, R-45).</summary>
[TestFixture]
public sealed class GrantObjectTests
{
    private const GrantVerbs All = GrantVerbs.Admin | GrantVerbs.Delete | GrantVerbs.Erase | GrantVerbs.LoopApply | GrantVerbs.LoopReview
        | GrantVerbs.LoopRun | GrantVerbs.Read | GrantVerbs.Supersede | GrantVerbs.Write;

    [Test]
    public void Verbs_and_namespaces_are_sorted_and_duplicates_removed_OMS_12_6_2_1()
    {
        GrantObject grant = new(GrantVerbs.Read | GrantVerbs.Delete, "shared", "caller", "shared");
        Assert.That(grant.ToString(), Is.EqualTo("delete,read ON caller,shared"));
        Assert.That(grant, Is.EqualTo(new GrantObject(GrantVerbs.Delete | GrantVerbs.Read, "caller", "shared")));
        Assert.That(GrantObject.Everywhere(All).ToString(), Is.EqualTo("admin,delete,erase,loop.apply,loop.review,loop.run,read,supersede,write ON *"));
    }

    [Test]
    public void Namespaces_are_sorted_by_their_bytes_and_written_in_NFC()
    {
        Assert.That(new GrantObject(GrantVerbs.Read, "\U0001F600", "\uFFFD", "Z", "a").ToString(), Is.EqualTo("read ON Z,a,\uFFFD,\U0001F600"));
        GrantObject grant = new(GrantVerbs.Read, "cafe\u0301", "caf\u00e9");
        Assert.That(grant.ToString(), Is.EqualTo("read ON caf\u00e9"));
        Assert.That(grant.Covers("cafe\u0301"), Is.True);
        Assert.That(grant.Covers("Caf\u00e9"), Is.False);
        Assert.That(grant.Covers("cafe"), Is.False);
    }

    [TestCase("delete,read ON caller,shared")]
    [TestCase("admin ON *")]
    [TestCase("loop.apply,loop.review ON org:app:agent")]
    [TestCase("read ON a ON b")]
    public void What_is_canonical_is_read_and_written_the_same(string text)
    {
        Assert.That(GrantObject.TryParse(text, out GrantObject? grant), Is.True);
        Assert.That(grant!.ToString(), Is.EqualTo(text));
    }

    [TestCase("read,write ON caller", GrantVerbs.Read | GrantVerbs.Write)]
    [TestCase("write,read,read ON caller", GrantVerbs.Read | GrantVerbs.Write)]
    [TestCase("read,run.execute ON caller", GrantVerbs.Read)]
    [TestCase("run.execute ON caller", GrantVerbs.None)]
    [TestCase("READ,write ON caller", GrantVerbs.Write)]
    [TestCase("read, write ON caller", GrantVerbs.Read)]
    public void Unknown_verbs_are_passed_over_and_the_known_ones_count_R_45(string text, GrantVerbs expected)
    {
        Assert.That(GrantObject.TryParse(text, out GrantObject? grant), Is.True);
        Assert.That(grant!.Verbs, Is.EqualTo(expected));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("revoked")]
    [TestCase("read")]
    [TestCase("read ON ")]
    [TestCase(" ON caller")]
    [TestCase("read on caller")]
    [TestCase("read ON caller,")]
    [TestCase("read ON caller, shared")]
    [TestCase("read ON *,caller")]
    [TestCase("read,,write ON caller")]
    [TestCase("read ON a\nb")]
    public void What_has_another_form_confers_nothing(string? text) => Assert.That(GrantObject.TryParse(text, out _), Is.False);

    [Test]
    public void What_cannot_be_written_is_no_grant()
    {
        Assert.That(() => new GrantObject(GrantVerbs.None, "caller"), Throws.ArgumentException);
        Assert.That(() => new GrantObject((GrantVerbs)1024, "caller"), Throws.ArgumentException);
        Assert.That(() => new GrantObject(GrantVerbs.Read), Throws.ArgumentException);
        Assert.That(() => GrantObject.Everywhere(GrantVerbs.None), Throws.ArgumentException);
        foreach (string name in new[] { "", " ", "*", "a,b", " a", "a ", "a\tb", "\ud800" })
            Assert.That(() => new GrantObject(GrantVerbs.Read, name), Throws.ArgumentException, name);
    }

    [TestCase("read,write ON a,b", "read ON a", true)]
    [TestCase("read,write ON *", "read ON a", true)]
    [TestCase("read ON a,b", "read ON a,c", false)]
    [TestCase("read ON a", "read,write ON a", false)]
    [TestCase("read ON a", "read ON *", false)]
    public void A_grant_includes_what_it_confers(string text, string other, bool expected)
    {
        Assert.That(GrantSamples.Parse(text).Includes(GrantSamples.Parse(other)), Is.EqualTo(expected));
    }
}
