namespace OpenMemory.Tests;

/// <summary>How much of a stranger's manifest is believed (R-52, OMS-11.7-3 … 6).</summary>
[TestFixture]
public sealed class ManifestImportTests
{
    private static readonly GrainBlob s_old = Fact("tea").ToBlob();
    private static readonly GrainBlob s_new = (Fact("coffee") with { DerivedFrom = [s_old.Address.ToString()] }).ToBlob();
    private static readonly IndexState s_stated = new()
    {
        SupersededBy = s_new.Address, SystemValidTo = 5, VerificationStatus = IndexState.Contested, AccessCount = 3, LastAccessedAt = 4,
    };

    private static Fact Fact(string value) => new() { CreatedAt = 1, Subject = "user", Relation = "drinks", Object = value, Confidence = 1, SourceType = "user_explicit" };

    private static Consent Consent(bool isWithdrawal, string subject, GrainBlob? prior = null) => new()
    {
        CreatedAt = isWithdrawal ? 2 : 1, Subject = "user", Relation = "grants", Object = "recall", SubjectDid = subject, GranteeDid = "did:example:agent",
        Scope = ["store"], IsWithdrawal = isWithdrawal, PriorConsent = prior?.Address.ToString(),
    };

    private static ManifestImportEntry Import(GrainBlob old, IndexState stated, ManifestImportOptions options, params GrainBlob[] file)
    {
        Dictionary<ContentAddress, GrainBlob> grains = file.ToDictionary(static grain => grain.Address);
        Dictionary<ContentAddress, byte[]> before = file.ToDictionary(static grain => grain.Address, static grain => grain.Span.ToArray());
        IndexManifest manifest = IndexManifest.Create([new(old.Address, stated)], keepDefaults: true);
        ManifestImportEntry entry = ManifestImport.Check(manifest, grains.GetValueOrDefault, options).Single();
        foreach (GrainBlob grain in file) // OMS-11.7-5, OMS-5.6-3
        {
            Assert.That(grain.Span.ToArray(), Is.EqualTo(before[grain.Address]));
            Assert.That(ContentAddress.Compute(grain.Span), Is.EqualTo(grain.Address));
            foreach (string key in (ReadOnlySpan<string>)["sb", "svt", "vstatus", "rstat", "ac", "laa"])
                Assert.That(grain.View().TryGet(System.Text.Encoding.ASCII.GetBytes(key), out _), Is.False);
        }
        Assert.That(entry.Address, Is.EqualTo(old.Address));
        Assert.That(entry.Notices.All(notice => notice.Address == old.Address && notice.Message.Length > 10), Is.True);
        return entry;
    }

    private static ManifestNoticeKind[] Kinds(ManifestImportEntry entry) => [.. entry.Notices.Select(static notice => notice.Kind)];

    [Test]
    public void Portable_and_local_fields_are_applied_where_the_grains_bear_them_out() // OMS-11.7-3
    {
        ManifestImportEntry entry = Import(s_old, s_stated, default, s_old, s_new);
        Assert.That((entry.Applied, entry.State), Is.EqualTo((s_stated, s_stated)));
        Assert.That(entry.Notices, Is.Empty);
    }

    [Test]
    public void Local_fields_are_left_out_on_demand() // OMS-11.7-6
    {
        IndexState mine = new() { AccessCount = 1, LastAccessedAt = 2 };
        ManifestImportEntry entry = Import(s_old, s_stated, new() { ResetLocal = true, Index = _ => mine }, s_old, s_new);
        Assert.That(entry.State, Is.EqualTo(s_stated with { AccessCount = 1, LastAccessedAt = 2 }));
        Assert.That(Import(s_old, s_stated, new() { Index = _ => mine }, s_old, s_new).State, Is.EqualTo(s_stated));
    }

    [Test]
    public void A_rec_status_is_never_applied() // OMS-11.7-4
    {
        foreach (string status in new[] { "approved", "pending", "" })
        {
            ManifestImportEntry entry = Import(s_old, s_stated with { RecStatus = status }, new() { Index = _ => new() { RecStatus = "rejected" } }, s_old, s_new);
            Assert.That((entry.Applied.RecStatus, entry.State), Is.EqualTo(((string?)null, s_stated with { RecStatus = "rejected" })));
            Assert.That(Kinds(entry), Is.EqualTo(new[] { ManifestNoticeKind.RecStatusNotTrusted }));
        }
    }

    [Test]
    public void An_entry_for_a_grain_that_is_not_in_the_file_is_ignored()
    {
        IndexState mine = new() { AccessCount = 9 };
        ManifestImportEntry entry = Import(s_old, s_stated, new() { Store = _ => s_old, Index = _ => mine }, s_new);
        Assert.That((entry.Applied, entry.State), Is.EqualTo((IndexState.Default, mine)));
        Assert.That(Kinds(entry), Is.EqualTo(new[] { ManifestNoticeKind.GrainNotInFile }));
    }

    [Test]
    public void A_supersession_needs_the_superseding_grain()
    {
        ManifestImportEntry entry = Import(s_old, s_stated, default, s_old);
        Assert.That(entry.State, Is.EqualTo(s_stated with { SupersededBy = null }));
        Assert.That(entry.Notices, Is.EqualTo(new[] { new ManifestNotice(ManifestNoticeKind.SupersedingGrainAbsent, s_old.Address, s_new.Address) }));
        Assert.That(Import(s_old, s_stated, new() { Store = address => address == s_new.Address ? s_new : null }, s_old).State, Is.EqualTo(s_stated), "the store has it");
    }

    [TestCase("bare", true)]
    [TestCase("sha256:", true)]
    [TestCase("mg:sha256:", true)]
    [TestCase("GRAIN:SHA256:", true)]
    [TestCase("md5:", false)]
    public void A_supersession_needs_a_superseding_grain_that_names_the_old_one(string form, bool names)
    {
        string address = form == "bare" ? s_old.Address.ToString() : form + s_old.Address;
        GrainBlob other = Received(Fact("water") with { DerivedFrom = [s_new.Address.ToString(), new string('0', 64)] }, new string('0', 64), address);
        ManifestImportEntry entry = Import(s_old, new() { SupersededBy = other.Address }, default, s_old, other);
        Assert.That(entry.State.SupersededBy, Is.EqualTo(names ? other.Address : (ContentAddress?)null));
        Assert.That(Kinds(entry), Is.EqualTo(names ? Array.Empty<ManifestNoticeKind>() : [ManifestNoticeKind.SupersedingGrainDoesNotNameIt]));
    }

    [Test]
    public void A_grain_that_names_another_one_or_itself_supersedes_nothing()
    {
        GrainBlob stranger = Fact("milk").ToBlob(), linked = (Fact("milk") with { RelatedTo = [new() { Hash = s_old.Address.ToString(), RelationType = "replaces" }] }).ToBlob();
        foreach (GrainBlob head in new[] { stranger, linked, s_old }) // OMS-23.7-1: a replaces link is no supersession
            Assert.That(Kinds(Import(s_old, new() { SupersededBy = head.Address }, default, [.. new[] { s_old, head }.Distinct()])),
                Is.EqualTo(new[] { ManifestNoticeKind.SupersedingGrainDoesNotNameIt }));
    }

    [Test]
    public void Another_superseding_grain_is_a_fork()
    {
        ContentAddress mine = ManifestSamples.Address(1);
        ManifestImportEntry entry = Import(s_old, s_stated, new() { Index = _ => new() { SupersededBy = mine } }, s_old, s_new);
        Assert.That(entry.State, Is.EqualTo(s_stated with { SupersededBy = mine }));
        Assert.That(entry.Notices, Is.EqualTo(new[] { new ManifestNotice(ManifestNoticeKind.Fork, s_old.Address, s_new.Address) }));
    }

    [TestCase("open", false)]
    [TestCase("consent_cascade", false)]
    [TestCase("soft_locked", true)]
    [TestCase("locked", true)]
    [TestCase("quorum", true)]
    [TestCase("delegated", true)]
    [TestCase("timed", true)]
    [TestCase("hold", true)]
    [TestCase("a mode of tomorrow", true)]
    public void The_status_of_a_protected_grain_is_not_moved(string mode, bool isProtected) // §23.2, OMS-23.3-1
    {
        GrainBlob old = (Fact("tea") with { InvalidationPolicy = new() { Mode = mode, Authorized = ["did:example:a"], Threshold = 1, LockedUntil = 1, FallbackMode = "open" } }).ToBlob();
        GrainBlob next = (Fact("coffee") with { DerivedFrom = [old.Address.ToString()] }).ToBlob();
        IndexState stated = s_stated with { SupersededBy = next.Address };
        foreach (IndexState part in new[] { stated, new() { SupersededBy = next.Address }, new() { SystemValidTo = 1 }, new() { VerificationStatus = IndexState.Verified } })
        {
            ManifestImportEntry entry = Import(old, part, default, old, next);
            IndexState local = new() { AccessCount = part.AccessCount, LastAccessedAt = part.LastAccessedAt };
            Assert.That(entry.State, Is.EqualTo(isProtected ? local : part));
            Assert.That(Kinds(entry), Is.EqualTo(isProtected ? [ManifestNoticeKind.ProtectedGrain] : Array.Empty<ManifestNoticeKind>()));
        }
        Assert.That(Import(old, new() { AccessCount = 3 }, default, old).Notices, Is.Empty, "what is local needs no policy");
    }

    [Test]
    public void A_Consent_is_protected_but_its_own_subject_withdraws_it_always() // OMS-23.3-1, OMS-8.10-2, R-36
    {
        GrainBlob given = Consent(false, "did:example:anna").ToBlob();
        GrainBlob withdrawn = Consent(true, "did:example:anna", given).ToBlob(), forged = Consent(true, "did:example:eve", given).ToBlob();
        ManifestImportEntry entry = Import(given, s_stated with { SupersededBy = withdrawn.Address }, default, given, withdrawn);
        Assert.That(entry.State, Is.EqualTo(s_stated with { SupersededBy = withdrawn.Address, VerificationStatus = IndexState.Unverified }));
        Assert.That(Kinds(entry), Is.EqualTo(new[] { ManifestNoticeKind.ProtectedGrain }), "its verification status is another matter");
        Assert.That(Import(given, new() { SupersededBy = withdrawn.Address, SystemValidTo = 3 }, default, given, withdrawn).Notices, Is.Empty);
        entry = Import(given, s_stated with { SupersededBy = forged.Address }, default, given, forged);
        Assert.That(entry.State.HasPortableState, Is.False);
        Assert.That(Kinds(entry), Is.EqualTo(new[] { ManifestNoticeKind.ProtectedGrain }));
    }

    [Test]
    public void A_grain_that_hides_its_policy_is_protected() // §10.2, OMS-23.3-1
    {
        foreach ((string hidden, bool isProtected) in new[] { ("invalidation_policy", true), ("subject", false) })
        {
            GrainBlob old = (Fact("tea") with { Elided = new() { [hidden] = "sha256:" + new string('0', 64) }, DisclosureOf = new string('0', 64) }).ToBlob();
            Assert.That(Kinds(Import(old, new() { SystemValidTo = 1 }, default, old)), Is.EqualTo(isProtected ? [ManifestNoticeKind.ProtectedGrain] : Array.Empty<ManifestNoticeKind>()));
        }
    }

    [Test]
    public void A_type_without_a_schema_is_protected_by_its_policy_too()
    {
        foreach (string key in new[] { "ip", "invalidation_policy" })
        {
            GrainBlob old = RawBlobOf($"82{KeyHex(key)}81a46d6f6465a66c6f636b6564a174a178");
            Assert.That(Kinds(Import(old, new() { SystemValidTo = 1 }, default, old)), Is.EqualTo(new[] { ManifestNoticeKind.ProtectedGrain }));
        }
        GrainBlob free = RawBlobOf("81a174a178");
        Assert.That(Import(free, new() { SystemValidTo = 1 }, default, free).Notices, Is.Empty);

        static string KeyHex(string key) => Convert.ToHexStringLower([(byte)(0xa0 | key.Length), .. System.Text.Encoding.ASCII.GetBytes(key)]);
        static GrainBlob RawBlobOf(string payload) =>
            GrainBlob.Parse(Convert.FromHexString("0100f1000000000000" + payload));
    }

    [Test]
    public void A_sealed_grain_may_be_protected_and_proves_nothing()
    {
        GrainBlob closed = GrainBlob.Parse(Vectors.Hex(Vectors.Rows("sealed")[0], "sealed_hex"));
        ManifestImportEntry entry = Import(closed, s_stated, default, closed, s_new);
        Assert.That(entry.State.HasPortableState, Is.False);
        Assert.That(Kinds(entry), Is.EqualTo(new[] { ManifestNoticeKind.SupersedingGrainDoesNotNameIt, ManifestNoticeKind.SealedGrain }));
        Assert.That(Kinds(Import(s_old, new() { SupersededBy = closed.Address }, default, s_old, closed)), Is.EqualTo(new[] { ManifestNoticeKind.SupersedingGrainDoesNotNameIt }));
    }

    [Test]
    public void Entries_are_checked_one_by_one_in_their_order()
    {
        IndexManifest manifest = IndexManifest.Create(ManifestSamples.Entries(1, 100), keepDefaults: true);
        int asked = 0;
        IEnumerable<ManifestImportEntry> entries = ManifestImport.Check(manifest, _ => Count());
        Assert.That(asked, Is.Zero);
        Assert.That(entries.Select(static entry => entry.Address), Is.EqualTo(manifest.Select(static entry => entry.Key)));
        Assert.That(asked, Is.EqualTo(100));

        GrainBlob? Count()
        {
            asked++;
            return null;
        }
    }

    /// <summary>A grain as somebody else may have written it: a parent replaced by a reference of any form.</summary>
    private static GrainBlob Received(Fact fact, string placeholder, string reference)
    {
        byte[] bytes = fact.ToBlob().Span.ToArray();
        byte[] from = [0xd9, 64, .. System.Text.Encoding.ASCII.GetBytes(placeholder)];
        int at = bytes.AsSpan().IndexOf(from);
        Assert.That(at, Is.GreaterThan(0));
        return GrainBlob.Parse([.. bytes[..at], 0xd9, (byte)reference.Length, .. System.Text.Encoding.ASCII.GetBytes(reference), .. bytes[(at + from.Length)..]]);
    }
}
