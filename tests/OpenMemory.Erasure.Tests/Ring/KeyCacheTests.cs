namespace OpenMemory.Erasure.Tests;

/// <summary>Keys that leave the cache are wiped, whichever way they leave .</summary>
[TestFixture]
public sealed class KeyCacheTests
{
    [Test]
    public void A_key_that_makes_room_is_wiped_and_a_used_one_stays_once_longer()
    {
        KeyCache cache = new(2);
        ReadyKey first = Key("1"), second = Key("2"), third = Key("3"), fourth = Key("4");
        cache.Add(first);
        cache.Add(second);
        Assert.That(cache.Find("1", 7), Is.SameAs(first));
        cache.Add(third);
        Assert.That((first.IsWiped, second.IsWiped, third.IsWiped), Is.EqualTo((false, true, false)));
        Assert.That((cache.Find("1", 7), cache.Find("2", 7), cache.Find("1", 8)), Is.EqualTo((first, (ReadyKey?)null, (ReadyKey?)null)));
        cache.Add(fourth);
        Assert.That((cache.Count, new[] { first, third, fourth }.Count(static key => key.IsWiped)), Is.EqualTo((2, 1)));
        Assert.That(fourth.IsWiped, Is.False);
    }

    [Test]
    public void Removing_and_clearing_wipe_what_they_take_and_nothing_else()
    {
        KeyCache cache = new(10);
        ReadyKey[] keys = [.. Enumerable.Range(0, 5).Select(static i => Key($"{i}"))];
        foreach (ReadyKey key in keys) cache.Add(key);
        cache.Remove(keys[1]);
        cache.Remove(keys[4]);
        Assert.That(keys.Select(static key => key.IsWiped), Is.EqualTo(new[] { false, true, false, false, true }));
        Assert.That(Enumerable.Range(0, 5).Select(i => cache.Find($"{i}", 7)), Is.EqualTo(new[] { keys[0], null, keys[2], keys[3], null }));
        cache.Clear();
        Assert.That(keys.All(static key => key.IsWiped) && cache.Count == 0, Is.True);
        Assert.That(Enumerable.Range(0, 5).Select(i => cache.Find($"{i}", 7)), Is.All.Null);
    }

    [Test]
    public void A_wiped_key_seals_and_opens_nothing()
    {
        ReadyKey key = Key("1");
        byte[] nonce = new byte[12], tag = new byte[16], one = [5], other = new byte[1];
        Assert.That(key.Encrypt(nonce, one, other, tag, []), Is.EqualTo(ReadyKey.Outcome.Done));
        key.Dispose();
        key.Dispose();
        Assert.That(key.Encrypt(nonce, one, other, tag, []), Is.EqualTo(ReadyKey.Outcome.Wiped));
        Assert.That(key.Decrypt(nonce, other, tag, one, []), Is.EqualTo(ReadyKey.Outcome.Wiped));
    }

    private static ReadyKey Key(string userId) => new(userId, new(default, 7), new byte[32], 0);
}
