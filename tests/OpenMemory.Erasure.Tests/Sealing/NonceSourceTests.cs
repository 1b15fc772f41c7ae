namespace OpenMemory.Erasure.Tests;

/// <summary>A nonce is handed out once, whoever asks .</summary>
[TestFixture]
public sealed class NonceSourceTests
{
    [Test]
    public void Threads_that_share_a_source_never_get_the_same_nonce()
    {
        const int Each = 20_000;
        NonceSource source = new();
        string[][] taken = new string[4][];
        Thread[] threads = [.. Enumerable.Range(0, taken.Length).Select(i => new Thread(() =>
        {
            byte[] nonce = new byte[SealedView.NonceBytes];
            taken[i] = new string[Each];
            for (int n = 0; n < Each; n++)
            {
                source.Next(nonce);
                taken[i][n] = Convert.ToHexString(nonce);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.That(taken.SelectMany(static nonces => nonces).ToHashSet(), Has.Count.EqualTo(taken.Length * Each));
        Assert.That(taken.SelectMany(static nonces => nonces), Has.None.EqualTo(new string('0', 24)));
    }

    [Test]
    public void Every_sealing_has_a_nonce_of_its_own_also_when_it_seals_the_same_again()
    {
        using TestRing test = new();
        HashSet<string> nonces = [];
        for (int i = 0; i < 300; i++)
        {
            GrainBlob sealedGrain = test.Ring.Seal("alice", Vectors.Vector1);
            Assert.That(SealedView.TryParse(sealedGrain.Span, out SealedView view) && nonces.Add(Convert.ToHexString(view.Nonce)), Is.True);
        }
        test.Masters.AddRandom(2);
        GrainBlob old = test.Ring.Seal("alice", Vectors.Vector1);
        test.Masters.AddRandom(3);
        for (int i = 0; i < 100; i++)
            Assert.That(SealedView.TryParse(test.Ring.Reseal("alice", old.Span).Span, out SealedView view) && nonces.Add(Convert.ToHexString(view.Nonce)), Is.True);
    }
}
