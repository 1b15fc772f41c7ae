namespace OpenMemory.Store.Conformance;

/// <summary>Signed grains come in with a signature that verifies, and go out with their envelope (§9.2, R-8, R-49).</summary>
public abstract class SignedGrainTests : GrainStoreFixture
{
    [Test]
    [Requirement("R-8")]
    public async Task A_signed_grain_comes_back_with_its_envelope()
    {
        GrainBlob signed = NewFact().Signed(People.Anna);
        ContentAddress address = await Put(signed);
        StoredGrain stored = (await Store.GetAsync(address))!;
        Assert.That(stored.Blob.Delivered.ToArray(), Is.EqualTo(signed.Delivered.ToArray()));
        Assert.That(stored.Blob.Memory.ToArray(), Is.EqualTo(signed.Memory.ToArray()));
    }

    [Test]
    [Requirement("OMS-28.4-7")]
    public async Task A_signature_that_does_not_verify_is_refused()
    {
        byte[] delivered = NewFact().Signed(People.Anna).Delivered.ToArray();
        delivered[^1] ^= 1;
        WriteResult result = await Store.PutAsync(delivered);
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That(result.Fault.IsFault, Is.True);
        Assert.That((await Store.GetStatisticsAsync()).Grains, Is.Zero);
    }

    [Test]
    [Requirement("R-8")]
    public async Task A_grain_that_says_it_is_signed_needs_its_envelope() =>
        IsRefused(await Store.PutAsync((NewFact() with { IsSigned = true }).ToBlob().Memory), OmsErrorCode.SignedMismatch);

    [Test]
    public async Task A_signer_whose_key_cannot_be_found_is_refused()
    {
        using Signing.SigningKey remote = Signing.SigningKey.FromEd25519Seed(new byte[32], "did:web:nowhere.example#key-1");
        Assert.That((await Store.PutAsync(NewFact().Signed(remote).Delivered)).Outcome, Is.EqualTo(WriteOutcome.Refused));
    }

    [Test]
    public async Task A_received_signature_is_kept_with_its_grain_and_judged_by_who_reads_it()
    {
        using Signing.SigningKey remote = Signing.SigningKey.FromEd25519Seed(new byte[32], "did:web:nowhere.example#key-1");
        GrainBlob signed = NewFact().Signed(remote);
        IsDone(await Receive(signed.Delivered));
        Assert.That((await Store.GetAsync(signed.Address))!.Blob.Delivered.ToArray(), Is.EqualTo(signed.Delivered.ToArray()));
    }
}
