namespace OpenMemory.Erasure.Tests;

/// <summary>Receipts cannot be changed, left out, moved or, where a later one was kept, cut off .</summary>
[TestFixture]
public sealed class ErasureReceiptChainTests
{
    private static readonly ErasureReceipt[] s_receipts = Chain(6);

    [Test]
    public void A_chain_as_a_store_made_it_is_sound()
    {
        for (int length = 0; length <= s_receipts.Length; length++)
        {
            Assert.That(ErasureReceiptChain.Verify(s_receipts[..length]), Is.EqualTo(default(OmsFault)));
            foreach (ErasureReceipt anchor in s_receipts[..length]) Assert.That(ErasureReceiptChain.Verify(s_receipts[..length], anchor).IsFault, Is.False);
        }
    }

    [Test]
    public void Whoever_kept_a_later_receipt_sees_that_newer_ones_were_cut_off()
    {
        for (int length = 0; length < s_receipts.Length; length++)
        {
            for (int kept = length; kept < s_receipts.Length; kept++)
                AssertFault(ErasureReceiptChain.Verify(s_receipts[..length], s_receipts[kept]), length, "missing");
        }
    }

    [Test]
    public void Whoever_kept_a_receipt_sees_that_the_chain_was_made_anew()
    {
        ErasureReceipt[] other = Chain(6, firstUser: 100);
        Assert.That(ErasureReceiptChain.Verify(other).IsFault, Is.False, "it is sound in itself");
        for (int kept = 0; kept < other.Length; kept++) AssertFault(ErasureReceiptChain.Verify(other, s_receipts[kept]), kept, "differs");
        ErasureReceipt[] newest = [.. s_receipts[..5], ErasureReceipt.After(s_receipts[4], SaltSamples.Name(9), 1, 1)];
        AssertFault(ErasureReceiptChain.Verify(newest, s_receipts[5]), 5, "differs");
        AssertFault(ErasureReceiptChain.Verify(s_receipts, s_receipts[0] with { Number = 0 }), 6, "missing");
    }

    [Test]
    public void A_receipt_left_out_moved_or_twice_is_seen()
    {
        for (int i = 0; i < s_receipts.Length - 1; i++)
        {
            AssertFault(ErasureReceiptChain.Verify([.. s_receipts[..i], .. s_receipts[(i + 1)..]]), i, "missing");
            AssertFault(ErasureReceiptChain.Verify([.. s_receipts[..i], s_receipts[i + 1], s_receipts[i], .. s_receipts[(i + 2)..]]), i, "missing");
            AssertFault(ErasureReceiptChain.Verify([.. s_receipts[..(i + 1)], .. s_receipts[i..]]), i + 1, "missing");
        }
    }

    [Test]
    public void A_changed_member_is_seen_in_the_receipt_that_follows()
    {
        Func<ErasureReceipt, ErasureReceipt>[] changes =
        [
            static receipt => receipt with { Token = SaltSamples.Name(99).Token },
            static receipt => receipt with { MasterKeyVersion = receipt.MasterKeyVersion + 1 },
            static receipt => receipt with { DestroyedAt = receipt.DestroyedAt.Value + 1 },
            static receipt => receipt with { Salts = receipt.Salts + 1 },
        ];
        foreach (Func<ErasureReceipt, ErasureReceipt> change in changes)
        {
            for (int i = 0; i < s_receipts.Length - 1; i++)
            {
                ErasureReceipt[] changed = [.. s_receipts];
                changed[i] = change(changed[i]);
                AssertFault(ErasureReceiptChain.Verify(changed), i + 1, "follow");
                AssertFault(ErasureReceiptChain.Verify(changed, s_receipts[i]), i, "differs");
            }
        }
        AssertFault(ErasureReceiptChain.Verify([s_receipts[0] with { Previous = s_receipts[1].Hash }]), 0, "follow");
        AssertFault(ErasureReceiptChain.Verify([s_receipts[0], s_receipts[1] with { Previous = default }]), 1, "follow");
    }

    private static void AssertFault(OmsFault fault, int place, string message)
    {
        Assert.That((fault.Code, fault.Field), Is.EqualTo((OmsErrorCode.Integrity, $"receipts[{place}]")), fault.ToString());
        Assert.That(fault.Message, Does.Contain(message));
    }

    private static ErasureReceipt[] Chain(int length, int firstUser = 0)
    {
        using InMemoryUserSaltStore store = new();
        store.Add(SaltSamples.Names(firstUser, length));
        for (int user = 0; user < length; user++) store.Destroy([SaltSamples.Name(firstUser + user)], 1000 + user);
        return [.. store.Receipts];
    }
}
