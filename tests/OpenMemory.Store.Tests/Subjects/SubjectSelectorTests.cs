using OpenMemory.Erasure;

namespace OpenMemory.Store.Tests;

/// <summary>Whom a grain is about: one selector, by fields and by whole words (§28.4.4, R-54).</summary>
[TestFixture]
public sealed class SubjectSelectorTests
{
    [Test]
    public void A_grain_with_a_subject_is_reached_whatever_its_type() // OMS-28.4.4-1
    {
        SubjectSelector selector = new("pat");
        GrainBlob[] about = [.. SubjectSamples.About("pat").Select(static grain => grain.ToBlob())];
        Assert.That(about.Select(static blob => blob.Header.Type).Distinct().Count(), Is.EqualTo(13));
        Assert.That(about.Select(blob => selector.Matches(blob.View())), Is.All.True);
        Assert.That(about.Select(blob => selector.MatchedFields(blob.View())), Is.All.EqualTo(new[] { "subject" }));
        Assert.That(about.Select(blob => selector.Matches(blob.Transcode(PayloadEncoding.Cbor).View())), Is.All.True, "in CBOR too");
        Assert.That(SubjectSamples.About("patricia").Select(grain => selector.Matches(grain.ToBlob().View())), Is.All.False);
    }

    [TestCase("pat", true)]
    [TestCase("pat#visit1", true)]
    [TestCase("pat:x", true)]
    [TestCase("pat@example.org", true)]
    [TestCase("pat smith", true)]
    [TestCase("pat_2", true)]
    [TestCase("pat\u2014x", true)]
    [TestCase("pat\U0001F600", true)]
    [TestCase("patricia", false)]
    [TestCase("pat2", false)]
    [TestCase("Pat", false)]
    [TestCase("pa", false)]
    [TestCase("", false)]
    [TestCase("x:pat", false)]
    [TestCase("pat\u0301", false, Description = "a letter with an accent that has no composed form")]
    [TestCase("pat\u0903", false, Description = "a spacing mark")]
    [TestCase("pat\u20dd", false, Description = "an enclosing mark")]
    [TestCase("pat\u03b1", false, Description = "a Greek letter")]
    [TestCase("pat\U0001D400", false, Description = "a letter of four bytes")]
    [TestCase("pat\u0665", false, Description = "an Arabic digit")]
    public void An_identity_matches_itself_and_what_goes_on_with_no_letter_or_digit(string subject, bool matches)
    {
        Grain grain = new Reasoning { Subject = subject.Length == 0 ? null : subject, CreatedAt = SubjectSamples.Time };
        Assert.That(new SubjectSelector("pat").Matches(grain.ToBlob().View()), Is.EqualTo(matches));
    }

    [Test]
    public void Identities_compare_in_normalization_form_C_and_a_longer_letter_is_another()
    {
        SubjectSelector selector = new("zoe\u0308");
        Assert.That(Matches(selector, "zo\u00eb"), Is.True);
        Assert.That(Matches(selector, "zo\u00eb#1"), Is.True);
        Assert.That(Matches(new("zoe"), "zo\u00eb"), Is.False);
        Assert.That(Matches(new("pat\u00e9"), "pat\u00e9 m"), Is.True);
    }

    [TestCase("subject")]
    [TestCase("object")]
    [TestCase("user_id")]
    [TestCase("subject_did")]
    [TestCase("session_id")]
    [TestCase("run_id")]
    public void Each_field_that_names_the_person_is_looked_at(string name) // OMS-28.4.4-2
    {
        SubjectSelector selector = new("did:key:anna");
        foreach (Grain grain in SubjectSamples.AllTypes())
        {
            GrainBlob blob = Grain.FromFields(new(grain.ToFields()) { [name] = "did:key:anna#2" }).ToBlob();
            Assert.That(selector.MatchedFields(blob.View()), Does.Contain(name), grain.TypeName);
        }
    }

    [Test]
    public void Another_party_is_not_the_subject()
    {
        SubjectSelector selector = new("did:key:anna");
        Grain[] others =
        [
            new Consent { SubjectDid = "did:key:bob", GranteeDid = "did:key:anna", WitnessDids = ["did:key:anna"], Scope = ["store"], IsWithdrawal = false, CreatedAt = SubjectSamples.Time },
            new Skill { Name = "n", Description = "d", HolderDid = "did:key:anna", AuthorDid = "did:key:anna", CreatedAt = SubjectSamples.Time },
            new Reasoning { Conclusion = "did:key:anna", EntityId = "did:key:anna", ObserverDid = "did:key:anna", CreatedAt = SubjectSamples.Time },
        ];
        Assert.That(others.Select(grain => selector.Matches(grain.ToBlob().View())), Is.All.False);
    }

    [Test]
    public void Texts_inside_of_an_object_count_and_numbers_do_not()
    {
        SubjectSelector selector = new("pat");
        Assert.That(Matches(selector, new OmsMap { ["friends"] = OmsValue.FromArray("sam", "pat:1") }), Is.True);
        Assert.That(Matches(selector, new OmsMap { ["deep"] = new OmsMap { ["pat"] = 1 } }), Is.True, "a key is a name too");
        Assert.That(Matches(selector, new OmsMap { ["friends"] = OmsValue.FromArray("sam", "patricia", 5, true) }), Is.False);
        Assert.That(Matches(new("5"), new OmsMap { ["friends"] = 5 }), Is.False);
    }

    [Test]
    public void Types_without_a_schema_are_looked_up_by_key_and_by_name()
    {
        SubjectSelector selector = new("pat");
        foreach (string key in (string[])["s", "subject", "o", "object", "user", "user_id", "sdid", "subject_did", "sid2", "session_id", "rid", "run_id"])
            Assert.That(selector.Matches(new CustomGrain(0xf1) { Map = new() { ["t"] = "app", [key] = "pat" } }.ToBlob().View()), Is.True, key);
        Assert.That(selector.Matches(new CustomGrain(0xf1) { Map = new() { ["t"] = "app", ["title"] = "pat" } }.ToBlob().View()), Is.False);
        GrainBlob number = new CustomGrain(0xf1) { Map = new() { ["t"] = "app", ["user"] = -4711 } }.ToBlob();
        Assert.That(new SubjectSelector("-4711").Matches(number.View()), Is.True, "a number can be somebody's key");
        Assert.That(new SubjectSelector("-471").Matches(number.View()), Is.False);
        Assert.That(new SubjectSelector("4711").Matches(new CustomGrain(0xf1) { Map = new() { ["t"] = "app", ["user"] = OmsValue.FromArray(1, 4711) } }.ToBlob().View()), Is.True);
        Assert.That(selector.Matches(new CustomGrain(0xf1) { Map = new() { ["t"] = "app", ["user"] = OmsValue.FromBytes("pat#1"u8) } }.ToBlob().View()), Is.True);
        Assert.That(selector.Matches(new CustomGrain(0xf1) { Map = new() { ["t"] = "app", ["user"] = OmsValue.FromBytes("patricia"u8) } }.ToBlob().View()), Is.False);
        Assert.That(selector.Matches(SubjectSamples.Peer((GrainType)0x40, ("t", "new"), ("user_id", "pat")).View()), Is.True);
    }

    [Test]
    public void Grains_that_are_not_canonical_are_reached_under_full_names_and_in_other_forms()
    {
        GrainBlob named = SubjectSamples.Peer(GrainType.Reasoning, ("t", "reasoning"), ("user_id", "pat"), ("ca", 1));
        Assert.That(named.IsCanonical, Is.False);
        Assert.That(new SubjectSelector("pat").MatchedFields(named.View()), Is.EqualTo(new[] { "user_id" }));
        GrainBlob other = SubjectSamples.Peer(GrainType.Reasoning, ("ca", 1), ("s", "zoe\u0308#1"), ("t", "reasoning"));
        Assert.That(other.IsCanonical, Is.False);
        Assert.That(new SubjectSelector("zo\u00eb").Matches(other.View()), Is.True);
        Assert.That(new SubjectSelector("zoe").Matches(other.View()), Is.False);
    }

    [Test]
    public void A_sealed_grain_is_reached_by_its_token_of_the_right_master_key() // OMS-28.4.4-2, R-51
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        GrainBlob sealedGrain = ring.Seal("pat", new Reasoning { Subject = "pat", CreatedAt = SubjectSamples.Time }.ToBlob());
        IReadOnlyList<UserSaltName> names = ring.GetNames("pat");
        SubjectSelector selector = new("pat", names);
        Assert.That(selector.Matches(sealedGrain.View()), Is.True);
        Assert.That(selector.MatchedFields(sealedGrain.View()), Is.Empty);
        Assert.That(new SubjectSelector("pat").Matches(sealedGrain.View()), Is.False, "without names");
        Assert.That(new SubjectSelector("sam", ring.GetNames("sam")).Matches(sealedGrain.View()), Is.False);
        Assert.That(new SubjectSelector("pat", [.. names.Select(static name => name with { MasterKeyVersion = name.MasterKeyVersion + 1 })]).Matches(sealedGrain.View()), Is.False);
        GrainBlob foreign = GrainBlob.Parse([0x01, 0x02, 0x08, 0, 0, 0, 0, 0, 0, 0x81, 0xa1, 0x73, 0xa3, 0x70, 0x61, 0x74]); // {"s": "pat"} of somebody else's sealing
        Assert.That(new SubjectSelector("pat", names).Matches(foreign.View()), Is.False, "what a foreign form says in the clear is not the grain");
    }

    [TestCase("")]
    [TestCase(" \t\u2003")]
    public void What_names_nobody_is_refused(string identity) =>
        Assert.That(() => new SubjectSelector(identity), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void Half_of_a_surrogate_pair_is_refused_rather_than_replaced() =>
        Assert.That(() => new SubjectSelector("pat" + '\ud800'), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void The_fingerprint_is_that_of_the_normalized_identity_and_not_the_identity()
    {
        Assert.That(new SubjectSelector("pat").Fingerprint, Is.EqualTo("subject:68d753f055b1a15b"));
        Assert.That(new SubjectSelector("zoe\u0308").Fingerprint, Is.EqualTo(new SubjectSelector("zo\u00eb").Fingerprint));
    }

    [Test]
    public void A_match_allocates_nothing()
    {
        SubjectSelector selector = new("pat", includeMentions: true);
        GrainBlob[] blobs = [.. SubjectSamples.AllTypes().Append(new Reasoning { Object = new OmsMap { ["a"] = OmsValue.FromArray("b", "c") }, CreatedAt = 1 }).Select(static grain => grain.ToBlob())];
        int matches = 0;
        Assert.That(Allocations.Of(() =>
        {
            foreach (GrainBlob blob in blobs)
            {
                if (selector.Matches(blob.View())) matches++;
            }
        }), Is.Zero);
        Assert.That(matches, Is.Zero);
    }

    private static bool Matches(SubjectSelector selector, OmsValue value) =>
        selector.Matches(new Reasoning { Object = value, CreatedAt = SubjectSamples.Time }.ToBlob().View());
}
