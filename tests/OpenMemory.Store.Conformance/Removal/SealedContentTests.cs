using System.Text;
using OpenMemory.Erasure;

namespace OpenMemory.Store.Conformance;

/// <summary>Attachments that are sealed for their person (§7.1.1, §20.3, §28.4.3, R-57).</summary>
public abstract class SealedContentTests : GrainStoreFixture
{
    private static readonly byte[] s_scan = Encoding.UTF8.GetBytes("a scan of the customer's passport");

    [Test]
    [Requirement("OMS-28.4.3-6")]
    [Requirement("OMS-7.1.1-1")]
    public async Task What_is_sealed_is_named_by_its_plain_bytes_and_opens_for_its_user_alone()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        byte[] given = [.. s_scan];
        CasUri uri = await Store.Content.PutAsync(given, Customer);
        given.AsSpan().Clear();
        Assert.That(uri.Address, Is.EqualTo(ContentAddress.Compute(s_scan)));
        Assert.That((await Store.Content.GetAsync(uri, Customer))!.Value.ToArray(), Is.EqualTo(s_scan));
        Assert.That(await Store.Content.ExistsAsync(uri, Customer), Is.True);
        Assert.That((await Store.Content.GetAsync(uri), await Store.Content.ExistsAsync(uri)), Is.EqualTo(((ReadOnlyMemory<byte>?)null, false)), "without a user");
        Assert.That(await Store.Content.GetAsync(uri, "somebody"), Is.Null);
        Assert.That(await Store.Content.ExistsAsync(uri, "somebody"), Is.False);
        Assert.That(keys.Ring.GetState("somebody"), Is.EqualTo(UserSaltState.None), "asking makes no key");
    }

    [Test]
    [Requirement("OMS-28.4.3-6")]
    public async Task The_same_bytes_of_two_users_and_of_nobody_are_three_things()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        CasUri uri = await Store.Content.PutAsync(s_scan, Customer);
        Assert.That(await Store.Content.PutAsync(s_scan, "somebody"), Is.EqualTo(uri));
        Assert.That(await Store.Content.PutAsync(s_scan), Is.EqualTo(uri));
        Assert.That(await Store.Content.PutAsync(s_scan, Customer), Is.EqualTo(uri));
        Assert.That((await Store.GetStatisticsAsync()).Contents, Is.EqualTo(3));
        await Put(NewFact() with { ContentRefs = [Attachment(uri)] });
        await Put(NewFact(subject: "somebody") with { ContentRefs = [Attachment(uri)] });
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        Assert.That((erasure.ContentsReclaimed, erasure.ContentsShared), Is.EqualTo((1, 1)), "the customer's own, and what anybody may read");
        Assert.That(await Store.Content.ExistsAsync(uri, Customer), Is.False);
        Assert.That((await Store.Content.GetAsync(uri, "somebody"))!.Value.ToArray(), Is.EqualTo(s_scan));
        Assert.That((await Store.Content.GetAsync(uri))!.Value.ToArray(), Is.EqualTo(s_scan));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(65_536)]
    [TestCase(65_537)]
    [TestCase(300_000)]
    public async Task Any_length_comes_back(int length)
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        CasUri uri = await Store.Content.PutAsync(bytes, Customer);
        Assert.That((await Store.Content.GetAsync(uri, Customer))!.Value.ToArray(), Is.EqualTo(bytes));
    }

    [Test]
    [Requirement("OMS-20.3-2")]
    public async Task When_the_key_is_destroyed_nothing_is_found_and_nothing_more_is_sealed()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        CasUri uri = await Store.Content.PutAsync(s_scan, Customer);
        keys.Ring.Destroy(Customer);
        Assert.That(await Store.Content.GetAsync(uri, Customer), Is.Null);
        Assert.That(await Store.Content.ExistsAsync(uri, Customer), Is.False);
        Assert.That(async () => await Store.Content.PutAsync(s_scan, Customer), Throws.TypeOf<UserKeyDestroyedException>());
        keys.Ring.RekeyDestroyedUser(Customer);
        Assert.That(async () => await Store.Content.GetAsync(uri, Customer), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.Integrity), "the old key stays destroyed");
        await Store.Content.PutAsync(s_scan, Customer);
        Assert.That((await Store.Content.GetAsync(uri, Customer))!.Value.ToArray(), Is.EqualTo(s_scan));
        Assert.That((await Store.GetStatisticsAsync()).Contents, Is.EqualTo(1));
    }

    [Test]
    public async Task After_a_rotation_it_opens_and_moves_to_the_new_key_when_it_is_put_again()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        UseStore(new() { KeyRing = ring });
        CasUri uri = await Store.Content.PutAsync(s_scan, Customer);
        byte[] next = new byte[32];
        next.AsSpan().Fill(7);
        masters.Add(masters.Newest + 1, next);
        Assert.That((await Store.Content.GetAsync(uri, Customer))!.Value.ToArray(), Is.EqualTo(s_scan));
        await Store.Content.PutAsync(s_scan, Customer);
        Assert.That((await Store.Content.GetAsync(uri, Customer))!.Value.ToArray(), Is.EqualTo(s_scan));
        Assert.That((await Store.GetStatisticsAsync()).Contents, Is.EqualTo(1), "not under the old one too");
        await Put(NewFact() with { ContentRefs = [Attachment(uri)] });
        Assert.That((await Store.EraseSubjectAsync(Customer)).ContentsReclaimed, Is.EqualTo(1));
    }

    [Test]
    [Requirement("OMS-28.4.3-1")]
    [Requirement("OMS-28.4.3-2")]
    public async Task It_goes_with_the_last_grain_of_the_user_that_names_it()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        CasUri uri = await Store.Content.PutAsync(s_scan, Customer), pending = await Store.Content.PutAsync("its grain is still to come"u8.ToArray(), Customer);
        ContentAddress closed = await Put(keys.Seal(Customer, NewFact() with { ContentRefs = [Attachment(uri)] }), Customer);
        ContentAddress open = await Put(NewFact("phone") with { UserId = Customer, ContentRefs = [Attachment(uri)] });
        ContentAddress foreign = await Put(NewFact("post", "somebody") with { ContentRefs = [Attachment(uri)] });
        IsDone(await Store.DeleteAsync(foreign));
        Assert.That(await Store.Content.ExistsAsync(uri, Customer), Is.True, "another's grain takes nothing of the customer's");
        IsDone(await Store.DeleteAsync(open));
        Assert.That(await Store.Content.ExistsAsync(uri, Customer), Is.True, "the sealed grain names it");
        IsDone(await Store.DeleteAsync(closed, new() { UserId = Customer }));
        Assert.That(await Store.Content.ExistsAsync(uri, Customer), Is.False);
        Assert.That(await Store.Content.ExistsAsync(pending, Customer), Is.True);
        Assert.That((await Store.GetStatisticsAsync()).Contents, Is.EqualTo(1));
    }

    [Test]
    [Requirement("OMS-28.4.3-1")]
    public async Task A_sealed_grain_under_hold_keeps_its_attachments_sealed_or_not()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        CasUri evidence = await Store.Content.PutAsync(s_scan, Customer), plain = await Store.Content.PutAsync("plain evidence"u8.ToArray());
        ContentReference[] refs = [Attachment(evidence), Attachment(plain)];
        await Put(keys.Seal(Customer, Guarded("hold") with { ContentRefs = refs }), Customer);
        await Put(keys.Seal(Customer, NewFact("phone") with { ContentRefs = refs }), Customer);
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        Assert.That((erasure.Erased.Count, erasure.ContentsReclaimed, erasure.ContentsShared), Is.EqualTo((1, 0, 2)));
        Assert.That((await Store.Content.GetAsync(evidence, Customer))!.Value.ToArray(), Is.EqualTo(s_scan));
        Assert.That(await Store.Content.ExistsAsync(plain), Is.True);
    }

    [Test]
    [Requirement("OMS-28.4.3-1")]
    public async Task Those_of_partition_keys_go_with_the_grains_that_name_them()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        string visit = Customer + "#visit1";
        CasUri uri = await Store.Content.PutAsync(s_scan, visit);
        await Put(NewFact() with { UserId = visit, ContentRefs = [Attachment(uri)] });
        Assert.That((await Store.EraseSubjectAsync(Customer)).ContentsReclaimed, Is.EqualTo(1));
        Assert.That(await Store.Content.ExistsAsync(uri, visit), Is.False);
    }

    [Test]
    [Requirement("OMS-28.4.3-1")]
    public async Task A_cascade_takes_what_is_sealed_for_the_user_of_the_grain()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        CasUri uri = await Store.Content.PutAsync(s_scan, Customer);
        ContentAddress consent = await Put(NewConsent(Customer));
        await Put(NewFact() with
        {
            UserId = Customer, ContentRefs = [Attachment(uri)], ProcessingBasis = consent.ToString(), InvalidationPolicy = new() { Mode = "consent_cascade" },
        });
        await Supersede(consent, Withdrawal(consent, Customer));
        ConsentCascade cascade = await Store.CascadeConsentAsync(run: true);
        Assert.That((cascade.Erased, cascade.ContentsReclaimed, cascade.ResidueRemains), Is.EqualTo((1, 1, false)));
        Assert.That(await Store.Content.ExistsAsync(uri, Customer), Is.False);
    }

    [Test]
    public async Task A_store_without_keys_and_a_user_without_a_name_are_refused()
    {
        CasUri uri = new(ContentAddress.Compute(s_scan));
        Assert.That(async () => await Store.Content.PutAsync(s_scan, Customer), Throws.TypeOf<InvalidOperationException>());
        Assert.That(async () => await Store.Content.GetAsync(uri, Customer), Throws.TypeOf<InvalidOperationException>());
        Assert.That(async () => await Store.Content.ExistsAsync(uri, Customer), Throws.TypeOf<InvalidOperationException>());
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        foreach (string user in new[] { "", "  ", new('u', 2049), "half \ud800" })
        {
            Assert.That(async () => await Store.Content.PutAsync(s_scan, user), Throws.InstanceOf<ArgumentException>());
            Assert.That(async () => await Store.Content.GetAsync(uri, user), Throws.InstanceOf<ArgumentException>());
            Assert.That(async () => await Store.Content.ExistsAsync(uri, user), Throws.InstanceOf<ArgumentException>());
        }
        Assert.That((await Store.GetStatisticsAsync()).Contents, Is.Zero);
    }

    [Test]
    public async Task A_grain_with_a_user_id_that_no_key_can_be_for_is_deleted_all_the_same()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        CasUri uri = await Store.Content.PutAsync(s_scan);
        foreach (string user in new[] { new string('u', 2049), " " })
        {
            WriteResult received = await Receive((NewFact(user) with { UserId = user, ContentRefs = [Attachment(uri)] }).ToBlob().Memory);
            IsDone(received);
            IsDone(await Store.DeleteAsync(received.Address));
        }
    }
}
