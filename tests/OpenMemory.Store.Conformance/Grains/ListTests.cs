using System.Text.Json;

namespace OpenMemory.Store.Conformance;

/// <summary>Listing everything, and the envelope of answers (§17.2, §28.1).</summary>
public abstract class ListTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-17.2-2")]
    public async Task All_grains_are_listed_once_by_address_with_their_entries()
    {
        Fact old = NewFact();
        List<ContentAddress> addresses = [await Put(old)];
        addresses.Add(await Supersede(addresses[0], old.Next("phone")));
        for (int number = 0; number < 300; number++) addresses.Add(await Put(NewFact($"value {number}", "somebody")));
        List<StoredGrain> all = await Store.ReadAllAsync().ToListAsync();
        Assert.That(all.Select(static grain => grain.Address), Is.EqualTo(addresses.Order()));
        Assert.That(all.Single(grain => grain.Address == addresses[0]).Entry.State.SupersededBy, Is.EqualTo(addresses[1]));
        List<StoredGrain> mine = await Store.ReadAllAsync(new() { Subject = Customer, Status = GrainStatus.Any }).ToListAsync();
        Assert.That(mine.Select(static grain => grain.Address), Is.EqualTo(addresses[..2].Order()));
    }

    [Test]
    [Requirement("OMS-22.10-1")]
    public async Task Listing_counts_as_no_access()
    {
        ContentAddress address = await Put(NewFact());
        Assert.That(await Store.ReadAllAsync().CountAsync(), Is.EqualTo(1));
        Assert.That((await EntryOf(address)).State.AccessCount, Is.Zero);
    }

    [Test]
    [Requirement("OMS-28.1-1")]
    public async Task An_answer_is_the_envelope_of_the_specification()
    {
        ContentAddress address = await Put(NewFact());
        await Put(NewFact("phone"));
        GrainPage page = await Store.QueryAsync(new() { Object = "email", Limit = 1 }), first = await Store.QueryAsync(new() { Limit = 1 });
        using JsonDocument json = JsonDocument.Parse(page.ToJson()), more = JsonDocument.Parse(first.ToJson());
        JsonElement hit = json.RootElement.GetProperty("results")[0];
        Assert.That(json.RootElement.GetProperty("total").GetInt64(), Is.EqualTo(1));
        Assert.That(hit.GetProperty("content_address").GetString(), Is.EqualTo(address.ToString()));
        Assert.That(hit.GetProperty("score").GetDouble(), Is.EqualTo(1));
        Assert.That(hit.GetProperty("grain").GetProperty("object").GetString(), Is.EqualTo("email"));
        Assert.That(hit.GetProperty("matched_fields").EnumerateArray().Select(static field => field.GetString()), Does.Contain("object"));
        Assert.That(more.RootElement.GetProperty("next_cursor").GetString(), Is.EqualTo(first.NextCursor));
    }
}
