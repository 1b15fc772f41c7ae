using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>
/// Users are looked for under the master keys under which there are salts, and under no others: with another key a destroyed user
/// would look like a new one, and destroying would leave the salt where it is (OMS-28.4.4-4, R-51).
/// </summary>
[TestFixture]
public sealed class MasterKeyCheckTests
{
    private readonly byte[] _right = RandomNumberGenerator.GetBytes(32), _wrong = RandomNumberGenerator.GetBytes(32);

    [Test]
    public void Another_master_key_of_the_same_version_is_noticed_by_whatever_makes_or_destroys_keys([Values] bool inFile)
    {
        using TemporaryFolder folder = new();
        using InMemoryUserSaltStore memory = new();
        IUserSaltStore Salts() => inFile ? FileUserSaltStore.Open(folder["salts"]) : memory;

        byte[] sealedGrain = [];
        Use(Salts(), _right, ring =>
        {
            sealedGrain = ring.Seal("alice", Vectors.Vector1).Span.ToArray();
            ring.Destroy("bob");
        });
        Use(Salts(), _wrong, ring =>
        {
            Action[] all =
            [
                ring.RequireMasterKeys,
                () => ring.GetState("bob"),
                () => ring.Seal("bob", Vectors.Vector1),
                () => ring.CreateKeys(["carol"]),
                () => ring.Destroy("alice"),
                () => ring.RekeyDestroyedUser("bob"),
                () => ring.SealBlob("bob", "scan"u8, out _),
                () => ring.GetDedupToken("bob", default),
            ];
            foreach (Action call in all) Assert.That(call, Throws.InvalidOperationException.With.Message.Contains("another master key of version 1"));
            Assert.That(Assert.Throws<OmsException>(() => ring.Open("alice", sealedGrain)).Code, Is.EqualTo(OmsErrorCode.Integrity), "the one fault");
        });
        Use(Salts(), _right, ring =>
        {
            Assert.That((ring.GetState("alice"), ring.GetState("bob"), ring.Receipts.Count), Is.EqualTo((UserSaltState.Active, UserSaltState.Destroyed, 1)));
            Assert.That(ring.Open("alice", sealedGrain).Address, Is.EqualTo(ContentAddress.Compute(Vectors.Vector1)));
        });
    }

    [Test]
    public void A_check_stands_for_good_and_is_added_once()
    {
        using InMemoryUserSaltStore salts = new();
        Use(salts, _right, ring =>
        {
            Assert.That(salts.MasterKeyChecks, Is.Empty, "nothing is under it yet");
            ring.CreateKeys(["alice"]);
            ring.CreateKeys(["bob"]);
        });
        MasterKeyCheck check = salts.MasterKeyChecks.Single();
        Assert.That(check.MasterKeyVersion, Is.EqualTo(1));
        Assert.That(check.Value, Is.EqualTo(new BlindToken(HKDF.DeriveKey(HashAlgorithmName.SHA256, _right, 32, "oms:key-check:v1"u8.ToArray()))));
        Assert.That(() => salts.AddMasterKeyChecks([new(2, check.Value), check with { Value = default }]), Throws.InvalidOperationException);
        Assert.That(salts.MasterKeyChecks, Is.EqualTo(new[] { check }), "all or nothing");
    }

    [Test]
    public void Checks_of_one_version_in_one_call_are_one_or_refused()
    {
        using TemporaryFolder folder = new();
        MasterKeyCheck one = new(1, new(_right)), other = new(1, new(_wrong));
        using (FileUserSaltStore salts = FileUserSaltStore.Open(folder["salts"]))
        {
            Assert.That(() => salts.AddMasterKeyChecks([one, other]), Throws.InvalidOperationException);
            Assert.That(salts.MasterKeyChecks, Is.Empty, "all or nothing");
            salts.AddMasterKeyChecks([one, one]);
        }
        using FileUserSaltStore again = FileUserSaltStore.Open(folder["salts"]);
        Assert.That(again.MasterKeyChecks, Is.EqualTo(new[] { one }));
    }

    [Test]
    public void A_version_that_is_missing_is_noticed_where_only_its_check_is_there()
    {
        using InMemoryUserSaltStore salts = new();
        using MasterKeySet both = new(), newest = new();
        both.Add(1, _right);
        both.Add(2, _wrong);
        newest.Add(2, _wrong);
        using (UserKeyRing ring = new(both, salts)) ring.CreateKeys(["alice"]);
        Assert.That(salts.Entries.Select(static entry => entry.Name.MasterKeyVersion), Is.EqualTo(new[] { 2u }));
        using UserKeyRing late = new(newest, salts);
        Assert.That(() => late.Destroy("alice"), Throws.InvalidOperationException.With.Message.Contains("version 1"));
    }

    [Test]
    public void A_master_key_that_is_added_while_a_user_gets_a_new_key_is_used_only_where_its_check_is_there()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore inner = new();
        WatchedSaltStore salts = new(inner);
        using UserKeyRing ring = new(masters, salts);
        ring.Destroy("alice");
        salts.BeforeFind = () =>
        {
            if (masters.Newest == 1) masters.AddRandom(2);
        };
        ring.RekeyDestroyedUser("alice");
        Assert.That(masters.Newest, Is.EqualTo(2));
        Assert.That(inner.Entries.Select(static entry => entry.Name.MasterKeyVersion), Is.SubsetOf(inner.MasterKeyChecks.Select(static check => check.MasterKeyVersion)));
    }

    private static void Use(IUserSaltStore salts, byte[] key, Action<UserKeyRing> use)
    {
        using MasterKeySet masters = new();
        masters.Add(1, key);
        using (UserKeyRing ring = new(masters, salts)) use(ring);
        (salts as FileUserSaltStore)?.Dispose();
    }
}
