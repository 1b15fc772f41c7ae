namespace OpenMemory.Erasure.Tests;

/// <summary>Tokens of the blind index (OMS-20.3-1, R-51).</summary>
[TestFixture]
public sealed class BlindIndexTests
{
    private static readonly byte[] s_master = [.. Enumerable.Repeat((byte)7, 32)];

    [Test]
    public void Equal_values_have_equal_tokens_whatever_their_spelling()
    {
        using BlindIndex index = new(s_master), again = new(s_master);
        Assert.That(index.Compute("Ame\u0301lie"), Is.EqualTo(again.Compute("Am\u00e9lie")));
        Assert.That(index.Compute("Amelie"), Is.Not.EqualTo(index.Compute("Am\u00e9lie")));
        Assert.That(index.Compute(""), Is.Not.EqualTo(default(BlindToken)));
    }

    [Test]
    public void Another_field_or_master_key_gives_another_token()
    {
        using BlindIndex users = new(s_master), subjects = new(s_master, "subject"), composed = new(s_master, "\u00e9"), decomposed = new(s_master, "e\u0301");
        using BlindIndex others = new([.. Enumerable.Repeat((byte)8, 32)]);
        Assert.That(new[] { users.Compute("alice"), subjects.Compute("alice"), others.Compute("alice"), composed.Compute("alice") }, Is.Unique);
        Assert.That(composed.Compute("alice"), Is.EqualTo(decomposed.Compute("alice")), "field names are texts in NFC too");
    }

    [Test]
    public void A_value_that_is_no_text_is_refused_without_showing_it()
    {
        using BlindIndex index = new(s_master);
        OmsException fault = Assert.Throws<OmsException>(() => index.Compute("secret \ud800"));
        Assert.That((fault.Code, fault.Message.Contains("secret", StringComparison.Ordinal)), Is.EqualTo((OmsErrorCode.Corrupt, false)));
        Assert.Throws<ArgumentNullException>(() => index.Compute(null!));
        Assert.Throws<OmsException>(() => _ = new BlindIndex(s_master, "\udc00"));
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(33)]
    public void A_master_key_of_another_length_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => _ = new BlindIndex(new byte[length]));

    [Test]
    public void A_disposed_index_computes_nothing()
    {
        BlindIndex index = new(s_master);
        index.Dispose();
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Compute("alice"));
    }

    [Test]
    public void A_warm_token_allocates_nothing()
    {
        using BlindIndex index = new(s_master);
        Assert.That(Allocations.Of(() => _ = index.Compute("alice-42")), Is.Zero);
    }

    [Test]
    public void While_one_thread_disposes_others_get_the_right_token_or_the_refusal()
    {
        using BlindIndex reference = new(s_master);
        BlindToken expected = reference.Compute("alice");
        for (int round = 0; round < 50; round++)
        {
            BlindIndex index = new(s_master);
            int wrong = 0, refused = 0;
            using Barrier start = new(3);
            Thread[] threads = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    while (true)
                    {
                        if (index.Compute("alice") != expected) Interlocked.Increment(ref wrong);
                    }
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref refused);
                }
            }))];
            foreach (Thread thread in threads) thread.Start();
            start.SignalAndWait();
            Thread.Yield();
            index.Dispose();
            foreach (Thread thread in threads) thread.Join();
            Assert.That((wrong, refused), Is.EqualTo((0, 2)));
        }
    }
}
