using OpenMemory.Erasure;

namespace OpenMemory.Store.Tests;

/// <summary>Rows, attachments, replicas: what no namespace covers takes a grant everywhere (§12.6, §28.4.1).</summary>
[TestFixture]
public sealed class AuthorizedTableTests
{
    private const string Vault = "vault:caller:NAME_1";

    [Test]
    public async Task Rows_are_read_with_read_and_written_with_admin_everywhere()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("admin,read ON caller", "read ON *");
        await fixture.Owner.Metadata.PutAsync("app:a", "1");
        IMetadataTable rows = fixture.Store.Metadata;
        Assert.That(await rows.GetAsync("app:a"), Is.EqualTo("1"));
        Assert.That(await rows.ScanAsync("app:"), Has.Count.EqualTo(1));
        Assert.That(async () => await rows.PutAsync("app:a", "2"), Throws.TypeOf<WriteRefusedException>().With.Property("Result").Property("Outcome").EqualTo(WriteOutcome.NotAuthorized));
        Assert.That((await rows.TryReplaceAsync("app:a", "1", "2"), await rows.DeleteAsync("app:a")), Is.EqualTo((false, false)));
        await fixture.GrantAsync("admin ON *");
        await rows.PutAsync("app:a", "2");
        Assert.That(await rows.TryReplaceAsync("app:a", "2", "3"), Is.True);
        Assert.That(await fixture.Owner.Metadata.GetAsync("app:a"), Is.EqualTo("3"));
    }

    [Test]
    public async Task The_vault_is_nobodys_OMS_28_4_1_5()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("admin,delete,erase,read,write ON *");
        await fixture.Owner.Metadata.PutAsync(Vault, "sealed");
        IMetadataTable rows = fixture.Store.Metadata;
        Assert.That(await rows.GetAsync(Vault), Is.Null);
        Assert.That(await rows.ScanAsync(""), Is.Empty);
        Assert.That(await rows.ScanAsync("vau"), Is.Empty);
        Assert.That(await rows.ScanAsync("vault:"), Is.Empty);
        Assert.That(await rows.DeleteAsync(Vault), Is.False);
        Assert.That(await rows.TryReplaceAsync(Vault, "sealed", "mine"), Is.False);
        Assert.That(async () => await rows.PutAsync(Vault, "mine"), Throws.TypeOf<WriteRefusedException>());
        Assert.That(await fixture.Owner.Metadata.GetAsync(Vault), Is.EqualTo("sealed"));
    }

    [Test]
    public async Task Attachments_are_written_by_whoever_writes_anywhere()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON *");
        Assert.That(async () => await fixture.Store.Content.PutAsync("x"u8.ToArray()), Throws.TypeOf<WriteRefusedException>());
        await fixture.GrantAsync("write ON caller");
        CasUri uri = await fixture.Store.Content.PutAsync("x"u8.ToArray());
        Assert.That(await fixture.Owner.Content.ExistsAsync(uri), Is.True);
    }

    [Test]
    public async Task Sealed_attachments_take_the_grants_on_everything_that_sealed_grains_take()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        await using InMemoryGrainStore owner = new(new() { KeyRing = ring });
        await using AuthorizedGrainStore store = new(owner, AuthorizedFixture.Bot);
        Grants grants = new(owner);
        CasUri theirs = await owner.Content.PutAsync("x"u8.ToArray(), "pat");
        (await grants.GrantAsync(AuthorizedFixture.Bot, GrantSamples.Parse("read ON caller"), "user:owner")).Require();
        (await grants.GrantAsync(AuthorizedFixture.Bot, GrantSamples.Parse("write ON caller"), "user:owner")).Require();
        Assert.That((await store.Content.GetAsync(theirs, "pat"), await store.Content.ExistsAsync(theirs, "pat")), Is.EqualTo(((ReadOnlyMemory<byte>?)null, false)));
        Assert.That(async () => await store.Content.PutAsync("y"u8.ToArray(), "sam"), Throws.TypeOf<WriteRefusedException>());
        Assert.That(ring.GetState("sam"), Is.EqualTo(UserSaltState.None), "what is refused makes no key");
        (await grants.GrantAsync(AuthorizedFixture.Bot, GrantSamples.Parse("read ON *"), "user:owner")).Require();
        (await grants.GrantAsync(AuthorizedFixture.Bot, GrantSamples.Parse("write ON *"), "user:owner")).Require();
        Assert.That((await store.Content.GetAsync(theirs, "pat"))!.Value.ToArray(), Is.EqualTo("x"u8.ToArray()));
        Assert.That(await store.Content.ExistsAsync(await store.Content.PutAsync("y"u8.ToArray(), "sam"), "sam"), Is.True);
    }

    [Test]
    public async Task Replicas_are_received_by_an_admin_and_their_grants_then_apply_OMS_12_6_5_1()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("delete,erase,read,supersede,write ON *", "admin ON agent:authz,caller");
        ReceivedBytes grant = new(AuthorizedFixture.Bytes(GrantSamples.Grant("agent:far", "read ON caller", "user:far")));
        IndexStatement statement = new(fixture.Caller, IndexState.Default with { AccessCount = 7 });
        Assert.That((await fixture.Store.ReceiveAsync([grant])).Single().Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        IndexMergeResult merge = (await fixture.Store.MergeIndexAsync([statement])).Single();
        Assert.That((merge.IsChanged, merge.Refusal.IsFault), Is.EqualTo((false, true)));
        await fixture.GrantAsync("admin ON *");
        Assert.That((await fixture.Store.ReceiveAsync([grant])).Single().Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That(await fixture.Grants.GetEffectiveRightsAsync("agent:far", "caller"), Is.EqualTo(GrantVerbs.Read));
        Assert.That((await fixture.Store.MergeIndexAsync([statement])).Single().Refusal.IsFault, Is.False);
    }
}
